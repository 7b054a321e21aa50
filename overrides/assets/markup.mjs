// Puts HTML that Python made into the page. The page's policy stops scripts and requests, but not a <meta> that leads
// the reader away: whatever the calculators' HTML does not need is refused here, before it can act.

const ELEMENTS = new Set(
  ("a br button code details div em figure h2 h3 li ol p path rect small span strong summary svg table tbody td text " +
    "th thead tr ul wbr").split(" "),
);
const ATTRIBUTES = new Set(
  ("class d dy height href id role scope tabindex text-anchor type viewBox width x y").split(" "),
);
const NAMED = /^(aria|data)-[a-z-]+$/;

function isPlain({ name, value }) {
  return name === "href" ? value.startsWith("#") : ATTRIBUTES.has(name) || NAMED.test(name);
}

/** Replaces what is in `place`; throws, and changes nothing, where the HTML holds what no calculator makes. */
export function put(place, html) {
  const inert = document.createElement("template"); // nothing in it is loaded or run
  inert.innerHTML = html;
  for (const element of inert.content.querySelectorAll("*"))
    if (!ELEMENTS.has(element.localName) || ![...element.attributes].every(isPlain))
      throw new Error(`no calculator makes this <${element.localName}>`);
  place.replaceChildren(inert.content);
}
