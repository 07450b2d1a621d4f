/**
 * Hand-written JavaScript: text in the order that Roster documents. Without regard to case and
 * accents, numbers inside it by value; what that leaves equal is told apart by the text without its
 * case. Keys are made once for each account, and compared as strings, which is faster than
 * `Intl.Collator`.
 */

/** What a text is sorted by. */
export interface Key {
  natural: string;
  lower: string;
}

/** Makes the key of a text. */
export function key(text: string): Key {
  const lower = lowerCase(text);
  // Most text is ASCII, and most of that has no digit.
  if (/^[\0-/:-\x7f]*$/.test(lower)) return { natural: lower, lower };
  return { natural: codePoints(natural(lower)), lower: codePoints(lower) };
}

/** Orders two keys. */
export function compare(one: Key, other: Key): number {
  if (one.natural !== other.natural) return one.natural < other.natural ? -1 : 1;
  if (one.lower !== other.lower) return one.lower < other.lower ? -1 : 1;
  return 0;
}

/** Lower case, for which a final sigma is a sigma and the Turkish dotted `İ` an `i`. */
export function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return /[İΣς]/.test(text) ? text.replaceAll("İ", "i").toLowerCase().replaceAll("ς", "σ") : lower;
}

const greek: Record<string, string> = { ά: "α", έ: "ε", ή: "η", ί: "ι", ϊ: "ι", ΐ: "ι", ό: "ο", ύ: "υ", ϋ: "υ", ΰ: "υ", ώ: "ω" };
const others: Record<string, string> = { ß: "ss", æ: "ae", ǽ: "ae", ǣ: "ae", œ: "oe", þ: "th", ĳ: "ij", ё: "е", ø: "o", ǿ: "o", đ: "d", ð: "d", ł: "l", ħ: "h", ı: "i", ŋ: "n", ŧ: "t" };

function natural(lower: string): string {
  let base = lower;
  if (/[^\0-\x7f]/.test(base)) {
    base = base.replace(/[\u0300-\u036f]/g, "").replace(/[ß-ɏḁ-ỹά-ώё]/g, plain);
  }
  return /\d/.test(base) ? base.replace(/[0-9]+/g, number) : base;
}

function plain(letter: string): string {
  return greek[letter] ?? others[letter] ?? letter.normalize("NFD")[0]!;
}

function number(digits: string): string {
  const value = digits.replace(/^0+/, "");
  return `0${String.fromCharCode(value.length)}${value}`;
}

/** JavaScript compares UTF-16 units; moved so, they are in the order of code points. */
function codePoints(text: string): string {
  if (!/[\ud800-\uffff]/.test(text)) return text;
  return text.replace(/[\ud800-\uffff]/g, (unit) => {
    const code = unit.charCodeAt(0);
    return String.fromCharCode(code < 0xe000 ? code + 0x2000 : code - 0x800);
  });
}
