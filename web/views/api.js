// The description of the API, to read.
import * as api from '../lib/api.js';
import { fill, h } from '../lib/dom.js';
import { t } from '../lib/i18n.js';
import { code, problem, waiting } from '../lib/parts.js';

export const title = 'api.title';

const Methods = ['get', 'head', 'post', 'put', 'delete'];

/** Shows the view. */
export function show(main) {
  const box = h('div', {}, waiting());
  fill(main, h('div', { class: 'intro' }, h('h1', {}, t('api.heading')), h('p', { class: 'lead' }, t('api.lead')),
    h('p', { class: 'actions' }, h('a', { class: 'button', href: '/openapi.yaml' }, 'openapi.yaml'), h('a', { class: 'button', href: '/openapi.json' }, 'openapi.json'), h('a', { class: 'button', href: '/llms.txt' }, 'llms.txt'))), box);
  draw(box);
}

async function draw(box) {
  try {
    const document = await api.openApi();
    fill(box, document.tags.map((tag) => group(document, tag)));
  } catch (error) {
    fill(box, problem(error, () => draw(box)));
  }
}

function group(document, tag) {
  const operations = Object.entries(document.paths).flatMap(([path, item]) => Methods
    .filter((method) => item[method]?.tags?.includes(tag.name) && method !== 'head')
    .map((method) => ({ path, method, operation: item[method], shared: item.parameters ?? [], hasHead: method === 'get' && Boolean(item.head) })));
  return h('section', { class: 'api-group' }, h('h2', {}, tag.name), h('p', { class: 'hint', lang: 'en' }, tag.description),
    operations.map((row) => operationOf(document, row)));
}

function resolve(document, node) {
  return node?.$ref ? node.$ref.slice(2).split('/').reduce((at, key) => at?.[key], document) : node;
}

function operationOf(document, { path, method, operation, shared, hasHead }) {
  const parameters = [...shared, ...operation.parameters ?? []].map((parameter) => resolve(document, parameter));
  const body = Object.keys(resolve(document, operation.requestBody)?.content ?? {});
  return h('details', { class: 'operation' },
    h('summary', {}, h('span', { class: `method ${method}` }, method.toUpperCase(), hasHead ? ', HEAD' : ''), h('code', {}, path), h('span', { class: 'hint', lang: 'en' }, operation.summary)),
    h('div', { class: 'body', lang: 'en' },
      operation.description ? h('p', {}, operation.description) : null,
      parameters.length > 0 ? [h('h3', { lang: null }, t('api.parameters')), h('dl', { class: 'facts' }, parameters.map((parameter) => h('div', {},
        h('dt', {}, h('code', {}, parameter.name), ` (${parameter.in})`),
        h('dd', {}, parameter.description, parameter.schema?.enum ? ` ${parameter.schema.enum.join(', ')}` : ''))))] : null,
      body.length > 0 ? [h('h3', {}, t('api.body')), h('p', {}, body.join(', ')), h('p', {}, resolve(document, operation.requestBody).description)] : null,
      h('h3', {}, t('api.answers')),
      h('dl', { class: 'facts' }, Object.entries(operation.responses).map(([status, answer]) => {
        const resolved = resolve(document, answer);
        return h('div', {}, h('dt', {}, h('code', {}, status)), h('dd', {}, resolved.description, ' ', h('span', { class: 'muted' }, Object.keys(resolved.content ?? {}).join(', '))));
      })),
      operation['x-example'] ? code(operation['x-example'], t('api.example')) : null));
}
