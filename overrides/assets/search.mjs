// The theme's search looks for every word that begins as each one typed does: "in" finds "injection", and nothing finds
// "tingeling". Here small words are left out, the word itself counts most, and a slip of one letter is forgiven.

const QUERY = 2; // the theme's number for a message that asks its search worker
const SMALL = new Set(
  ("a about all am an and any are as at be been but by can could did do does for from get had has have how i if in " +
    "into is it its just me mean means much my no not of on or our should so than that the their there these this to " +
    "was we what when where which who why will with would you your").split(" "),
);
const WORDS = /[\p{L}\p{N}]+(?:[/.][\p{L}\p{N}]+)*/gu;
const FORGIVEN = 6; // letters, from which a slip may be one

function asked(typed) {
  if (/["+*~^:]|(^|\s)-/.test(typed)) return typed; // somebody who knows the signs of the search
  const words = typed.match(WORDS) ?? [];
  const said = words.filter((word) => !SMALL.has(word.toLowerCase()));
  const each = (word) => `${word}^5 ${word}${word.length < FORGIVEN ? "" : ` ${word}~1`}`;
  return said.length ? said.map(each).join(" ") : typed;
}

const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function (message, ...rest) {
  const isQuery = message?.type === QUERY && typeof message.data === "string";
  return postMessage.call(this, isQuery ? { ...message, data: asked(message.data) } : message, ...rest);
};
