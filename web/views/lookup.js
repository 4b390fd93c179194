// From what somebody has to what it is: an ID, an installer, a link, an annotation, or an image file.
import * as api from '../lib/api.js';
import { fill, h, icon } from '../lib/dom.js';
import { bytes } from '../lib/format.js';
import { current, t } from '../lib/i18n.js';
import { inspect } from '../lib/image.js';
import { code, field, hash, link, problem, remark, waiting } from '../lib/parts.js';
import { fieldsOf } from '../lib/recipe.js';
import * as reference from '../lib/reference.js';
import * as choice from '../lib/state.js';
import { newest } from '../lib/versions.js';
import { replaceAddress, withLanguage } from '../main.js';

export const title = 'lookup.title';

/** Shows the view. */
export function show(main, { query }) {
  const answer = h('div', { class: 'answer', 'aria-live': 'polite' });
  const input = field({
    label: t('lookup.label'), hint: t('lookup.hint'), value: query.get('q') ?? '', mono: true,
    placeholder: 'factory.example.org/metal-installer/376567988ad3…:v1.13.0', change: () => {},
  });
  const picker = h('input', { type: 'file', id: 'file', class: 'hidden', onchange: () => picker.files.length > 0 && openFile(picker.files[0], answer) });
  const drop = h('label', { class: 'drop', for: 'file' },
    h('span', { class: 'label' }, t('lookup.drop')), h('span', { class: 'hint' }, t('lookup.drop.hint')));
  for (const name of ['dragenter', 'dragover']) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add('over');
    });
  }

  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    if (event.dataTransfer.files.length > 0) {
      openFile(event.dataTransfer.files[0], answer);
    }
  });
  const search = () => {
    const text = input.input.value.trim();
    replaceAddress(`/lookup${text === '' ? '' : `?${new URLSearchParams({ q: text })}`}`);
    if (text !== '') {
      openText(text, answer);
    }
  };
  fill(main,
    h('div', { class: 'intro' }, h('h1', {}, t('lookup.heading')), h('p', { class: 'lead' }, t('lookup.lead'))),
    h('div', { class: 'ask' },
      h('form', { onsubmit: (event) => { event.preventDefault(); search(); } }, input, h('button', { type: 'submit', class: 'button primary' }, icon('search'), t('lookup.do'))),
      picker, drop),
    answer);
  if (input.input.value !== '') {
    openText(input.input.value, answer);
  }
}

async function openText(text, box) {
  const found = reference.read(text);
  if (!found) {
    fill(box, remark('error', t('lookup.noId')));
    return;
  }

  fill(box, waiting());
  await showSchematic(found, box, () => openText(text, box));
}

async function openFile(file, box) {
  const bar = h('progress', { max: file.size, value: 0, 'aria-label': t('lookup.reading', { name: file.name }) });
  fill(box, h('p', {}, t('lookup.reading', { name: file.name })), bar);
  let image;
  try {
    image = await inspect(file, (done) => { bar.value = done; });
  } catch (error) {
    fill(box, remark('error', t('lookup.unreadable', { reason: error.message })));
    return;
  }

  const found = h('div', {});
  fill(box, describe(file, image), found);
  if (image.list?.id) {
    const guess = { id: image.list.id, ...image.uki?.version ? { version: image.uki.version } : {} };
    await showSchematic({ ...guess, ...machineOf(image) }, found, () => openFile(file, box), image.list.yaml);
  }
}

// The command line names the platform; its consoles tell the processor apart.
function machineOf(image) {
  const cmdline = image.uki?.cmdline ?? '';
  const platform = /talos\.platform=(\S+)/.exec(cmdline)?.[1];
  return {
    ...platform ? { platform } : {},
    ...image.uki?.kernel.includes('arm64') ? { arch: 'arm64' } : {},
    secureboot: image.uki?.signed ?? false,
  };
}

function describe(file, image) {
  const rows = [
    [t('file.kind'), t(`file.${image.kind}`)],
    [t('file.size'), bytes(file.size, current())],
    [t('file.label'), image.label],
    [t('file.release'), image.uki?.name],
    [t('file.kernel'), image.uki?.kernel],
    [t('file.factory'), image.list?.factory],
    [t('file.extensions'), image.list?.extensions.map((extension) => `${extension.name} ${extension.version}`).join(', ')],
  ];
  return h('section', {}, h('h2', {}, file.name),
    h('dl', { class: 'facts' }, rows.filter(([, value]) => value).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)))),
    image.uki?.cmdline ? [h('h3', {}, t('inside.cmdline')), code(image.uki.cmdline, t('inside.cmdline'), { wrap: true })] : null,
    image.list?.id ? null : remark('warning', t(image.kind === 'unknown' ? 'file.unknown.note' : 'file.noList')));
}

async function showSchematic(found, box, retry, knownYaml = '') {
  try {
    const yaml = await api.schematic(found.id);
    await draw(found, yaml, box);
  } catch (error) {
    if (error.kind !== 'missing') {
      fill(box, problem(error, retry));
      return;
    }

    fill(box, h('section', {}, h('h2', {}, t('recipe.id')), hash(found.id, t('recipe.id')), remark('warning', t('lookup.unknown')),
      knownYaml === '' ? null : [code(knownYaml, t('recipe.yaml'), { titled: true }), h('button', {
        type: 'button', class: 'button primary', onclick: async () => {
          try {
            const { id } = await api.create(knownYaml);
            await draw({ ...found, id }, await api.schematic(id), box);
          } catch (fault) {
            fill(box, problem(fault, retry));
          }
        },
      }, t('lookup.create'))]));
  }
}

async function draw(found, yaml, box) {
  const [versions, boards, platforms] = await Promise.all([api.versions(), api.boards(), api.platforms()]);
  const version = versions.includes(found.version) ? found.version : newest(versions);
  const report = await api.validate(yaml, version, found.arch ?? 'amd64');
  const state = { ...choice.empty(), version, arch: found.arch ?? 'amd64', secureboot: found.secureboot ?? false };
  if (found.platform && found.platform !== 'metal' && platforms.some((platform) => platform.name === found.platform)) {
    Object.assign(state, { target: 'cloud', platform: found.platform });
  }

  if (report.document) {
    Object.assign(state, fieldsOf(report.document, boards));
  }

  const board = boards.find((row) => row.name === state.board);
  const query = choice.toResultQuery(state, found.id);
  const rows = [
    [t('look.version'), found.version ?? ''],
    [t('look.machine'), state.target === 'sbc' ? board.label : found.platform],
    ['SecureBoot', found.secureboot ? t('look.yes') : ''],
    [t('look.extensions'), state.extensions.join(', ')],
    [t('look.args'), state.cmdline],
  ];
  fill(box, h('section', {}, h('h2', {}, t('recipe.id')), hash(found.id, t('recipe.id')),
    found.version && !versions.includes(found.version) ? remark('warning', t('look.gone', { version: found.version, other: version })) : null,
    h('dl', { class: 'facts' }, rows.filter(([, value]) => value).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)))),
    code(yaml, t('recipe.yaml'), { titled: true }),
    h('p', { class: 'actions' },
      link(withLanguage(`/result?${query}`), { class: 'button primary' }, t('look.result', { version }), icon('arrow')),
      link(withLanguage(`/?${query}`), { class: 'button' }, t('look.edit')),
      link(withLanguage(`/compare?a=${found.id}@${version}`), { class: 'button' }, t('look.compare')))));
}
