/**
 * Accounts and their values, made of what `src/stream.rs` writes. All of them are frozen.
 *
 * The module imports this file as it stands, and so it is JavaScript.
 */

/** Bytes that one decoder is given, behind the first text: Safari up to 18.4 refuses more than 2 GiB. */
const MOST = 2 ** 30;
/** @type {TextDecoder} */
let decoder;
let left = 0;
/** @type {Uint8Array} */
let bytes;
let ascii = "";
let other = "";
/** @type {any[]} */
let shared;
// Where each is read next.
let at = 0;
let asciiAt = 0;
let otherAt = 0;
/** Whether the account that is being made does not have all members. */
let lacks = false;

const next = () => /** @type {number} */ (bytes[at++]);

/** @returns {number} */
const size = () => {
  const low = next();
  return low < 128 ? low : low - 128 + 128 * size();
};

const decoded = (/** @type {Uint8Array} */ text) => {
  if (!text.length) return "";
  if ((left -= text.length) < 0) {
    decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    left = MOST;
  }
  return decoder.decode(text);
};

const text = (/** @type {number} */ length) => ascii.substring(asciiAt, (asciiAt += length));

/**
 * The value of that kind; the numbers are those of `Kind`.
 *
 * @returns {any}
 */
const value = (kind = next()) => {
  switch (kind) {
    case 0:
      lacks = true;
      return undefined;
    case 1:
      return null;
    case 2:
      return false;
    case 3:
      return true;
    case 4:
      return size();
    case 5:
      return -size();
    case 6:
      const digits = value();
      return isFinite(digits) ? Number(digits) : digits;
    case 7:
      return BigInt(value());
    case 8:
      return text(size());
    case 9:
      return other.substring(otherAt, (otherAt += size()));
    case 10:
      return Object.freeze({ id: value(), name: value(), type: value() });
    case 11:
      return Object.freeze(Array.from({ length: size() }, () => value()));
    case 12:
      // Unlike an assignment, it makes a member even of `__proto__`.
      return Object.freeze(Object.fromEntries(Array.from({ length: size() }, () => [value(), value()])));
    case 13:
      return shared[shared.push(value()) - 1];
    case 14:
      return shared[size()];
    case 15:
      return Object.freeze(account());
    case 16:
      return Object.freeze({ ...account(), ...value() });
    default:
      return text(kind - 17);
  }
};

const account = () => {
  lacks = false;
  /** @type {Record<string, unknown>} */
  const all = shared[0](value);
  if (!lacks) return all;
  /** @type {Record<string, unknown>} */
  const members = {};
  for (const name of Object.keys(all)) if (all[name] !== undefined) members[name] = all[name];
  return members;
};

/**
 * Appends everything that was written to `made`.
 *
 * @param {Uint8Array} givenBytes what comes, one after the other
 * @param {Uint8Array} givenAscii texts of ASCII, one behind the other
 * @param {Uint8Array} givenOther all other texts
 * @param {any[]} givenShared what makes the members of an account, and behind it what was made once for all
 * @param {any[]} made
 */
export function make(givenBytes, givenAscii, givenOther, givenShared, made) {
  bytes = givenBytes;
  ascii = decoded(givenAscii);
  other = decoded(givenOther);
  shared = givenShared;
  at = asciiAt = otherAt = 0;
  while (at < bytes.length) made.push(value());
  // Not kept alive from here.
  ascii = other = "";
  shared = [];
}
