/**
 * The records of a list's answer, as text: to cut them apart, change them and put them together
 * without parsing, which would round what a number does not hold.
 */

/** An answer: what stands before its records, the records, and what follows. */
export interface Answer {
  head: string;
  records: string[];
  tail: string;
}

/** Cuts the first array that follows the marker apart. */
export function cut(text: string, marker: string): Answer {
  const start = text.indexOf(marker);
  if (start < 0) throw new Error(`the answer has no ${marker}: ${text.slice(0, 200)}`);
  const from = start + marker.length;
  const records: string[] = [];
  let depth = 0;
  let begin = from;
  for (let place = from; place < text.length; place += 1) {
    switch (text[place]) {
      case '"':
        place = endOfString(text, place);
        break;
      case "{":
      case "[":
        if (depth === 0) begin = place;
        depth += 1;
        break;
      case "]":
        if (depth === 0) return { head: text.slice(0, from), records, tail: text.slice(place) };
        depth -= 1;
        break;
      case "}":
        depth -= 1;
        if (depth === 0) records.push(text.slice(begin, place + 1));
    }
  }
  throw new Error("the answer ends in the middle");
}

function endOfString(text: string, start: number): number {
  let place = start + 1;
  while (text[place] !== '"') place += text[place] === "\\" ? 2 : 1;
  return place;
}

/** The answer as text again, of other records. */
export function join({ head, tail }: Answer, records: string[]): string {
  return head + records.join(",") + tail;
}

/** The first member of that name with another value, which is JSON. */
export function replaced(record: string, member: string, value: string): string {
  const pattern = new RegExp(`"${member}":(?:"(?:[^"\\\\]|\\\\.)*"|null)`);
  if (!pattern.test(record)) throw new Error(`a record has no ${member}: ${record}`);
  return record.replace(pattern, () => `"${member}":${value}`);
}
