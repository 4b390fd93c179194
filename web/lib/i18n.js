// Texts in the reader's language: ?lang=, else what the browser prefers, else English.

/** The languages that there are, with their own names. */
export const Languages = new Map([
  ['en', 'English'],
  ['de', 'Deutsch'],
  ['es', 'Español'],
  ['fr', 'Français'],
  ['pl', 'Polski'],
  ['ru', 'Русский'],
  ['ja', '日本語'],
  ['zh-Hans', '简体中文'],
]);

let texts = {};
let language = 'en';
let plurals = new Intl.PluralRules('en');
let numbers = new Intl.NumberFormat('en');

/** The language of a tag or list of tags, as near as can be. */
export function choose(tags) {
  for (const tag of tags) {
    const lower = tag.toLowerCase();
    if (lower === 'zh' || lower.startsWith('zh-')) {
      return 'zh-Hans';
    }

    const found = [...Languages.keys()].find((known) => known === lower.split('-')[0]);
    if (found) {
      return found;
    }
  }

  return 'en';
}

/** Loads the texts. */
export async function load(wanted) {
  language = wanted;
  const answer = await fetch(new URL(`../locales/${wanted}.json`, import.meta.url));
  use(wanted, await answer.json());
}

/** Takes these texts. */
export function use(wanted, given) {
  language = wanted;
  texts = given;
  plurals = new Intl.PluralRules(wanted);
  numbers = new Intl.NumberFormat(wanted);
}

/** The language in use. */
export function current() {
  return language;
}

function find(key, values) {
  const text = texts[key];
  if (text === undefined) {
    return key;
  }

  return typeof text === 'string' ? text : text[plurals.select(values.count)] ?? text.other;
}

function show(value) {
  return typeof value === 'number' ? numbers.format(value) : String(value);
}

/** The text of a key, with {names} replaced; where a text has plural forms, `count` chooses. */
export function t(key, values = {}) {
  return find(key, values).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? show(values[name]) : whole));
}

/** The same as a list of strings and elements, for values that are elements. */
export function parts(key, values) {
  return find(key, values).split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name && name in values ? (typeof values[name] === 'number' ? show(values[name]) : values[name]) : part;
  });
}
