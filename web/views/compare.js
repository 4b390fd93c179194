// Two schematics, or two versions of one, beside each other.
import * as api from '../lib/api.js';
import * as diff from '../lib/diff.js';
import { fill, h } from '../lib/dom.js';
import { bytes } from '../lib/format.js';
import { current, t } from '../lib/i18n.js';
import { field, problem, remark, waiting } from '../lib/parts.js';
import * as reference from '../lib/reference.js';
import { newest, parse } from '../lib/versions.js';
import { replaceAddress } from '../main.js';

export const title = 'compare.title';

const Platform = 'metal';

/** Shows the view. */
export function show(main, { query }) {
  const answer = h('div', { class: 'answer', 'aria-live': 'polite' });
  const sides = ['a', 'b'].map((name) => side(name, query.get(name) ?? ''));
  const arch = query.get('arch') === 'arm64' ? 'arm64' : 'amd64';
  fill(main,
    h('div', { class: 'intro' }, h('h1', {}, t('compare.heading')), h('p', { class: 'lead' }, t('compare.lead'))),
    h('form', {
      class: 'sides',
      onsubmit: (event) => {
        event.preventDefault();
        run(true);
      },
    }, sides.map((each) => each.node), h('button', { type: 'submit', class: 'button primary' }, t('compare.do'))),
    answer);
  fillVersions(sides).then(() => sides.every((each) => each.id.input.value !== '') && run(false), (error) => fill(answer, problem(error)));

  async function run(isNew) {
    const wanted = sides.map((each) => each.value());
    if (isNew) {
      replaceAddress(`/compare?${new URLSearchParams(wanted.map((value, index) => ['ab'[index], `${value.id}@${value.version}`]))}`);
    }

    if (wanted.some((value) => value.id === '')) {
      fill(answer, remark('error', t('lookup.noId')));
      return;
    }

    fill(answer, waiting());
    try {
      draw(answer, wanted, await Promise.all(wanted.map((value) => read(value, arch))));
    } catch (error) {
      fill(answer, problem(error, () => run(false)));
    }
  }
}

function side(name, text) {
  const found = reference.read(text);
  const version = /@(v?\d[^@]*)$/.exec(text)?.[1] ?? found?.version ?? '';
  const id = field({ label: t(`compare.${name}`), value: found?.id ?? text, mono: true, placeholder: '376567988ad370138ad8b2698212367b…', change: (value) => {
    const inner = reference.read(value)?.version;
    if (inner && [...select.options].some((option) => option.value === inner)) {
      select.value = inner;
    }
  } });
  const select = h('select', { id: `version-${name}` });
  return {
    node: h('div', { class: 'side' }, id, h('div', { class: 'field' }, h('label', { for: `version-${name}` }, t('compare.version')), select)),
    id,
    select,
    version: parse(version)?.tag ?? '',
    value: () => ({ id: reference.read(id.input.value)?.id ?? '', version: select.value }),
  };
}

async function fillVersions(sides) {
  const versions = await api.versions();
  const latest = newest(versions);
  for (const each of sides) {
    const chosen = versions.includes(each.version) ? each.version : latest;
    fill(each.select, [...versions].reverse().map((version) => h('option', { value: version, selected: version === chosen }, version)));
  }
}

async function read({ id, version }, arch) {
  const yaml = await api.schematic(id);
  const report = await api.validate(yaml, version, arch);
  const names = report.document?.customization.systemExtensions.officialExtensions ?? [];
  const known = names.length > 0 ? await api.extensions(version) : [];
  let cmdline = '';
  try {
    cmdline = await api.text(`/image/${id}/${version}/cmdline-${Platform}-${arch}`);
  } catch (error) {
    if (error.kind === 'offline' || error.kind === 'busy') {
      throw error;
    }
  }

  return {
    yaml,
    cmdline,
    findings: report.findings,
    extensions: names.map((name) => known.find((row) => row.name === name)?.ref ?? name),
    sizes: new Map(report.outputs.filter((output) => output.size !== null).map((output) => [output.asset, output.size])),
  };
}

function draw(box, wanted, [a, b]) {
  const isSame = wanted[0].id === wanted[1].id && wanted[0].version === wanted[1].version;
  const sizes = [...new Set([...a.sizes.keys(), ...b.sizes.keys()])].filter((name) => !name.startsWith('cmdline') && a.sizes.get(name) !== b.sizes.get(name));
  fill(box,
    isSame ? remark('note', t('compare.same')) : null,
    section(t('recipe.yaml'), diff.lines(a.yaml, b.yaml)),
    section(t('inside.extensions'), diff.sequence(a.extensions, b.extensions)),
    section(t('inside.cmdline'), diff.sequence(a.cmdline.split(' ').filter(Boolean), b.cmdline.split(' ').filter(Boolean))),
    sizes.length === 0 ? null : h('section', {}, h('h2', {}, t('compare.sizes')), h('table', {},
      h('thead', {}, h('tr', {}, [t('compare.asset'), 'A', 'B'].map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, sizes.map((name) => h('tr', {}, h('th', { scope: 'row' }, h('code', {}, name)), [a, b].map((each) => h('td', {}, each.sizes.has(name) ? bytes(each.sizes.get(name), current()) : '–'))))))),
    [a, b].flatMap((each, index) => each.findings.map((finding) => remark(finding.severity === 'error' ? 'error' : 'warning', `${'AB'[index]}: ${finding.message}`))));
}

function section(heading, rows) {
  const changes = rows.filter((row) => row.kind !== 'same').length;
  const marks = { same: ' ', removed: '−', added: '+' };
  const spoken = { removed: t('compare.removed'), added: t('compare.added') };
  return h('section', {}, h('h2', {}, heading, ' ', h('span', { class: 'muted count' }, t('compare.changes', { count: changes }))),
    rows.length === 0 ? null : h('div', { class: 'diff', tabindex: '0', role: 'group', 'aria-label': heading }, rows.map((row) => h('div', { class: row.kind },
      h('span', { class: 'mark', 'aria-hidden': 'true' }, marks[row.kind]), row.kind === 'same' ? null : h('span', { class: 'hidden' }, spoken[row.kind], ' '), h('code', {}, row.text)))));
}
