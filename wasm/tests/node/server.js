// A server of recorded answers: the body of a function that is given `answers` and returns a promise
// of { address, requests, close }.
const { createServer } = process.getBuiltinModule("node:http");
const requests = [];
const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString();
    requests.push({ line: `${request.method} ${request.url}`, authorization: request.headers.authorization, body });
    // The query is the core's business. The last answer of a line is given again and again, earlier
    // ones once.
    const asked = `${request.method} ${request.url.split("?")[0]}`;
    const turn = answers.findIndex(([line]) => line === asked);
    const again = turn >= 0 && !answers.slice(turn + 1).some(([line]) => line === answers[turn][0]);
    const [, status, type, text] =
      turn < 0 ? ["", 418, "text/plain", "no answer was recorded"] : again ? answers[turn] : answers.splice(turn, 1)[0];
    // 0 stands for a server that never answers.
    if (status > 0) response.writeHead(status, { "content-type": type }).end(text);
  });
});
return new Promise((resolve) => {
  server.listen(0, "127.0.0.1", () =>
    resolve({
      address: `http://127.0.0.1:${server.address().port}`,
      requests,
      close: () =>
        new Promise((closed) => {
          server.close(closed);
          server.closeAllConnections();
        }),
    }),
  );
});
