// Drives Firefox for the tests: a JSON line in is a request, a JSON line out its reply. Ends when its input ends.

import { createInterface } from "node:readline";

import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.argv[2], protocolTimeout: 90_000 });
const page = await browser.newPage();

const can = {
  goto: async (url) => void (await page.goto(url)),
  evaluate: (expression) => page.evaluate(expression),
  type: (selector, text) => page.type(selector, text),
  click: (selector) => page.click(selector),
};

async function reply([name, ...given]) {
  try {
    return { value: (await can[name](...given)) ?? null };
  } catch (error) {
    return { failure: String(error) };
  }
}

try {
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await reply(JSON.parse(line))));
  }
} finally {
  await browser.close();
}
