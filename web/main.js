// The page: a header, one view, a footer. Addresses are the only state that matters.
import * as api from './lib/api.js';
import { fill, focusHeading, h } from './lib/dom.js';
import { Languages, choose, current, load, t } from './lib/i18n.js';
import { link } from './lib/parts.js';

const Views = {
  '/': () => import('./views/build.js'),
  '/result': () => import('./views/result.js'),
  '/lookup': () => import('./views/lookup.js'),
  '/compare': () => import('./views/compare.js'),
  '/api': () => import('./views/api.js'),
};

const main = document.getElementById('main');
let shown = 0;
let leave = () => {};

/** An address with the language that was asked for. */
export function withLanguage(address) {
  const language = new URLSearchParams(location.search).get('lang');
  if (!language) {
    return address;
  }

  const url = new URL(address, location.href);
  url.searchParams.set('lang', language);
  return url.pathname + url.search + url.hash;
}

/** Goes to another view. */
export function navigate(address, state = null) {
  history.pushState(state, '', withLanguage(address));
  return show(true);
}

/** Changes the address of this view; `state` stays with the entry of the history and out of the address. */
export function replaceAddress(address, state = null) {
  history.replaceState(state, '', withLanguage(address));
  drawNavigation();
}

async function show(moveFocus) {
  shown += 1;
  const turn = shown;
  leave();
  leave = () => {};
  const path = location.pathname.replace(/(.)\/+$/, '$1');
  const view = await (Views[path] ?? Views['/'])();
  if (turn !== shown) {
    return;
  }

  drawNavigation();
  main.className = `view-${path === '/' ? 'build' : path.slice(1)}`;
  const ended = view.show(main, { query: new URLSearchParams(location.search), state: history.state });
  leave = typeof ended === 'function' ? ended : () => {};
  document.title = `${t(view.title)} – Image Factory`;
  if (moveFocus) {
    window.scrollTo(0, 0);
    focusHeading(main);
  }
}

function drawNavigation() {
  const items = [['/', 'nav.build'], ['/lookup', 'nav.lookup'], ['/compare', 'nav.compare'], ['/api', 'nav.api']];
  const here = location.pathname === '/result' ? '/' : location.pathname;
  fill(document.getElementById('navigation'), h('ul', {}, items.map(([path, key]) => h('li', {},
    link(withLanguage(path), { 'aria-current': path === here ? 'page' : null }, t(key))))));
}

function drawFrame() {
  document.documentElement.lang = current();
  fill(document.getElementById('skip'), t('nav.skip'));
  document.getElementById('navigation').setAttribute('aria-label', t('nav.label'));
  const select = h('select', {
    id: 'language',
    onchange: (event) => {
      const url = new URL(location.href);
      url.searchParams.set('lang', event.target.value);
      history.replaceState(history.state, '', url);
      start();
    },
  }, [...Languages].map(([tag, name]) => h('option', { value: tag, lang: tag, selected: tag === current() }, name)));
  fill(document.getElementById('tools'), h('label', { for: 'language', class: 'hidden' }, t('nav.language')), select);
  const about = h('span', {});
  const certificate = h('li', { hidden: true }, h('a', { href: '/secureboot/signing-cert.pem' }, t('footer.certificate')));
  fill(document.getElementById('footer'),
    h('p', {}, about, h('span', {}, t('footer.private'))),
    h('ul', {}, [['/openapi.yaml', 'OpenAPI'], ['/llms.txt', 'llms.txt']].map(([path, name]) => h('li', {}, h('a', { href: path }, name))), certificate));
  api.about().then((factory) => {
    fill(about, factory.version);
    certificate.hidden = !factory.secureBoot;
  }, () => {});
}

async function start() {
  await load(choose([new URLSearchParams(location.search).get('lang'), ...navigator.languages].filter(Boolean)));
  drawFrame();
  await show(false);
}

document.addEventListener('click', (event) => {
  const anchor = event.target.closest('a[data-view]');
  if (anchor && !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    navigate(anchor.getAttribute('href'));
  }
});
window.addEventListener('popstate', () => show(false));
start();
