// What goes in beside Talos itself.
import * as api from '../lib/api.js';
import { announce, debounce, fill, h, icon, uniqueId } from '../lib/dom.js';
import { bytes } from '../lib/format.js';
import { current, t } from '../lib/i18n.js';
import { problem, remark, waiting } from '../lib/parts.js';

export function extensionsSection(form) {
  const chosen = h('ul', { class: 'chips', 'aria-label': t('extensions.chosen') });
  const list = h('div', { class: 'extension-list' });
  const count = h('p', { class: 'muted count' });
  const elsewhere = h('div', { class: 'elsewhere', 'aria-live': 'polite' });
  const together = h('p', { class: 'muted count' });
  const id = uniqueId('search');
  const search = h('input', { id, type: 'search', placeholder: t('extensions.placeholder'), autocomplete: 'off', spellcheck: 'false' });
  let shown = '';
  let rows = [];
  let sizes = new Map();
  let weighed = '';
  search.addEventListener('input', debounce(() => filter(true), 120));
  // Enter in a search is no wish to be done.
  search.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
  const section = {
    title: t('extensions.title'),
    node: h('div', {},
      h('p', { class: 'hint' }, t('extensions.hint')),
      h('div', { class: 'field' }, h('label', { for: id }, t('extensions.search')), search),
      chosen, together, list, count, elsewhere),
    update,
  };
  update();
  return section;

  async function update() {
    const { version } = form.state;
    weigh();
    drawChosen();
    if (version === shown || !form.versions.includes(version)) {
      rows.forEach(({ row, input }) => { input.checked = form.state.extensions.includes(row.name); });
      return;
    }

    shown = version;
    fill(list, waiting());
    try {
      const found = await api.extensions(version);
      if (shown === version) {
        draw(found ?? []);
      }
    } catch (error) {
      if (shown === version) {
        rows = [];
        fill(list, problem(error, () => {
          shown = '';
          update();
        }));
      }
    }
  }

  // Sizes come later than the list: the registry is asked for each. A list without them is as good.
  async function weigh() {
    const { version, arch } = form.state;
    const key = `${version}/${arch}`;
    if (weighed === key || !form.versions.includes(version)) {
      return;
    }

    weighed = key;
    sizes = new Map();
    drawSizes();
    try {
      const found = await api.extensionSizes(version, arch);
      if (weighed === key) {
        sizes = new Map(found.map((row) => [row.name, row.size ?? null]));
        drawSizes();
      }
    } catch {
      weighed = weighed === key ? '' : weighed;
    }
  }

  function drawSizes() {
    for (const { row, size } of rows) {
      fill(size, sizeText(sizes.get(row.name)));
    }

    const known = form.state.extensions.map((name) => sizes.get(name));
    const isKnown = known.length > 0 && known.every(Number.isFinite);
    together.hidden = !isKnown;
    fill(together, isKnown ? t('extensions.together', { count: known.length, size: bytes(known.reduce((sum, size) => sum + size, 0), current()) }) : '');
  }

  function sizeText(size) {
    if (size === undefined) {
      return '';
    }

    return size === null ? t('extensions.size.none', { arch: form.state.arch }) : bytes(size, current());
  }

  function draw(found) {
    rows = found.map((row) => {
      const rowId = uniqueId('extension');
      const input = h('input', {
        type: 'checkbox', checked: form.state.extensions.includes(row.name), onchange: (event) => toggle(row.name, event.target.checked),
        'aria-labelledby': rowId, 'aria-describedby': `${rowId}-hint ${rowId}-size`,
      });
      const size = h('span', { class: 'weight', id: `${rowId}-size` });
      const [, tag = ''] = /:([^:/]+)$/.exec(row.ref) ?? [];
      const node = h('label', { class: 'extension' }, input, h('span', {},
        h('span', { class: 'label', id: rowId }, row.name.replace(/^siderolabs\//, ''), ' ', h('code', { class: 'muted' }, tag)),
        h('span', { class: 'hint', id: `${rowId}-hint` }, row.description),
        h('span', { class: 'origin' }, t('extensions.origin', { author: row.author, source: row.ref.replace(/:[^:/]+$/, '') }))), size);
      return { row, input, node, size, text: `${row.name} ${row.description} ${row.author}`.toLowerCase() };
    });
    fill(list, rows.map(({ node }) => node), rows.length === 0 ? h('p', { class: 'muted' }, t('extensions.empty')) : null);
    filter(false);
    drawChosen();
  }

  function filter(isAnnounced) {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let visible = 0;
    for (const { node, text } of rows) {
      node.hidden = !words.every((word) => text.includes(word));
      visible += node.hidden ? 0 : 1;
    }

    fill(count, t('extensions.count', { count: visible }));
    fill(elsewhere);
    if (visible === 0 && words.length > 0 && rows.length > 0) {
      askElsewhere(search.value.trim());
    }

    if (isAnnounced) {
      announce(t('extensions.count', { count: visible }));
    }
  }

  // What this version has not, another one may have, or it has another name: the factory knows.
  async function askElsewhere(text) {
    const name = text.includes('/') ? text : `siderolabs/${text}`;
    const document = JSON.stringify({ customization: { systemExtensions: { officialExtensions: [name] } } });
    try {
      const { findings } = await api.validate(document, form.state.version, form.state.arch);
      if (search.value.trim() === text) {
        fill(elsewhere, findings.filter((finding) => finding.code.startsWith('extension-')).map((finding) => remark('note', finding.message)));
      }
    } catch {
      // It was only an offer.
    }
  }

  function toggle(name, isChosen) {
    const others = form.state.extensions.filter((other) => other !== name);
    form.change({ extensions: isChosen ? [...others, name].sort() : others }, { redraw: false });
    drawChosen();
  }

  function drawChosen() {
    const known = new Set(rows.map(({ row }) => row.name));
    const missing = form.state.extensions.filter((name) => rows.length > 0 && !known.has(name));
    chosen.hidden = form.state.extensions.length === 0;
    fill(chosen, form.state.extensions.map((name) => h('li', { class: missing.includes(name) ? 'missing' : null },
      h('span', {}, name.replace(/^siderolabs\//, '')),
      h('button', {
        type: 'button',
        'aria-label': t('extensions.remove', { name }),
        onclick: () => {
          toggle(name, false);
          rows.forEach(({ row, input }) => { input.checked = form.state.extensions.includes(row.name); });
          search.focus();
        },
      }, icon('close')))));
    drawSizes();
    chosen.parentElement?.querySelector('.remark')?.remove();
    if (missing.length > 0) {
      chosen.after(remark('warning', t('extensions.missing', { count: missing.length, version: form.state.version })));
    }
  }
}
