/** Everybody who takes part; the first is compared with the others. */
import type { Contestant } from "../contestant.js";
import { flat, parsed } from "./flat.js";
import { handwritten } from "./handwritten.js";
import { jsona, kitsu, yayson } from "./jsonapi.js";
import { roster } from "./roster.js";
import { tanstack } from "./tanstack.js";

/** The least that any JavaScript has to do: no flat objects, nothing to query. */
const parse: Contestant = {
  name: "JSON.parse alone",
  reads: () => true,
  load(work, answer) {
    let document: unknown = parsed(answer);
    return {
      objects: () => [],
      rows: () => flat(work, document),
      free: () => {
        document = undefined;
      },
    };
  },
};

export const contestants: Contestant[] = [roster, handwritten, parse, tanstack, jsona, kitsu, yayson];
