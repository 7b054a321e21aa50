// How the built pages are checked with html-validate: all of its recommended rules, with these settings. What the theme
// causes is excused in tests/test_html.py, there and not on our part of a page, with the reason.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    "attr-quotes": "off", // HTML needs no quotes round one plain word, and our long tables are smaller without
    "no-trailing-whitespace": "off", // what templates leave; nobody receives it, for hosts compress
    "doctype-style": ["error", { style: "lowercase" }], // as the theme writes it; browsers take either
    "no-raw-characters": ["error", { relaxed: true }], // "B12 & Muscle" is unambiguous, and allowed
    "valid-id": ["error", { relaxed: true }], // what HTML allows: the theme's begin with two underscores
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit", "reset"] }], // a list of boxes
    "prefer-native-element": ["error", { exclude: ["region"] }], // a table that scrolls is a region with a label
    "require-sri": ["error", { target: "crossorigin" }], // everything is from our own host
  },
};
