// The recipe: what the choice comes to, as YAML, with its ID, its weight and what is wrong with it.
import { fill, h, icon, svg } from '../lib/dom.js';
import { bytes } from '../lib/format.js';
import { current, t } from '../lib/i18n.js';
import { code, copyButton, problem, remark } from '../lib/parts.js';

export function recipePanel(form) {
  const id = h('code', { class: 'id' });
  const copyId = h('span', {});
  const yaml = h('div', {});
  const findings = h('div', { class: 'findings', 'aria-live': 'polite' });
  const weight = h('div', { class: 'weight' });
  const trouble = h('div', {});
  const what = h('p', { class: 'what' });
  const button = h('button', { type: 'button', class: 'button primary', onclick: () => form.finish() });
  const node = h('aside', { class: 'recipe', 'aria-label': t('recipe.title') },
    h('h2', {}, t('recipe.title')),
    what,
    h('div', { class: 'identity' }, h('span', { class: 'caption' }, t('recipe.id')), h('span', { class: 'hash' }, id, copyId)),
    findings, weight, yaml, editor(), trouble,
    h('div', { class: 'finish' }, button));
  label();
  let last = null;
  return { node, show, fail, busy, expect };

  function machineOf() {
    const { target } = form.state;
    if (target === 'metal') {
      return t('target.metal');
    }

    return target === 'sbc' ? form.board.label : form.platform.label;
  }

  function label() {
    fill(button, t('recipe.finish'), icon('arrow'));
  }

  /** A new answer is on its way. */
  function expect() {
    node.classList.add('stale');
    const { state } = form;
    fill(what, [
      machineOf(), state.version, state.arch, state.secureboot ? 'SecureBoot' : '',
    ].filter(Boolean).join(' · '));
  }

  function show(report) {
    last = report;
    node.classList.remove('stale');
    fill(trouble);
    fill(id, report.id ?? t('recipe.none'));
    fill(copyId, report.id ? copyButton(report.id, t('recipe.id')) : null);
    fill(yaml, report.schematic ? code(report.schematic, t('recipe.yaml'), { titled: true }) : null);
    fill(findings, report.findings.map((finding) => remark({ error: 'error', warning: 'warning' }[finding.severity] ?? 'note',
      finding.path ? h('code', {}, finding.path.replace('customization.', '')) : null, ' ', finding.message)));
    button.disabled = !report.valid;
    drawWeight(report);
  }

  function sizeOf(name) {
    return last.outputs.find((output) => output.asset === name)?.size ?? null;
  }

  // The bar is the image as it is: kernel, then everything of the initramfs, then the little that holds them together.
  function drawWeight() {
    const { arch, secureboot } = form.state;
    const kernel = sizeOf(`kernel-${arch}`);
    const initramfs = sizeOf(`initramfs-${arch}.xz`);
    const uki = sizeOf(`metal-${arch}${secureboot ? '-secureboot' : ''}-uki.efi`);
    if (kernel === null || initramfs === null) {
      fill(weight);
      return;
    }

    const total = Math.max(uki ?? 0, kernel + initramfs);
    const rows = [['kernel', kernel], ['initramfs', initramfs], ['rest', total - kernel - initramfs]];
    let start = 0;
    fill(weight,
      h('p', { class: 'caption' }, t('weight.title', { size: bytes(total, current()) })),
      svg('svg', { viewBox: '0 0 1000 14', preserveAspectRatio: 'none', class: 'strip', 'aria-hidden': 'true' }, rows.map(([name, size]) => {
        const bar = svg('rect', { x: start * 1000 / total, width: Math.max(0, size * 1000 / total - 3), height: 14, class: `part-${name}` });
        start += size;
        return bar;
      })),
      h('dl', { class: 'parts' }, rows.filter(([, size]) => size > 0).map(([name, size]) => h('div', { class: `part-${name}` }, h('dt', {}, t(`weight.${name}`)), h('dd', {}, bytes(size, current()))))));
  }

  function fail(error, retry) {
    node.classList.remove('stale');
    fill(trouble, problem(error, retry));
  }

  /** The button tells that it works; call what is returned once it is done. */
  function busy() {
    button.disabled = true;
    fill(button, t('recipe.busy'));
    return () => {
      button.disabled = false;
      label();
    };
  }

  function editor() {
    const area = h('textarea', { rows: '12', class: 'mono', 'aria-label': t('recipe.edit.label'), spellcheck: 'false' });
    const wrong = h('div', { 'aria-live': 'polite' });
    const details = h('details', { class: 'more' },
      h('summary', {}, icon('code'), t('recipe.edit')),
      h('p', { class: 'hint' }, t('recipe.edit.hint')),
      area, wrong,
      h('button', { type: 'button', class: 'button small', onclick: async () => {
        try {
          const faults = await form.read(area.value);
          fill(wrong, faults.map((fault) => remark('error', fault.message)));
          if (faults.length === 0) {
            form.settle();
            form.draw();
            form.changed();
          }
        } catch (error) {
          fill(wrong, problem(error));
        }
      } }, t('recipe.edit.apply')));
    details.addEventListener('toggle', () => { area.value = last?.schematic ?? ''; });
    return details;
  }
}
