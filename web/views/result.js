// What came out: files to download, how to start them, what is in them.
import * as api from '../lib/api.js';
import { announce, fill, h, icon, refill, uniqueId } from '../lib/dom.js';
import { bytes, exactBytes } from '../lib/format.js';
import { current, parts, t } from '../lib/i18n.js';
import * as commands from '../lib/commands.js';
import { code, copyButton, hash, link, problem, qr, remark, waiting } from '../lib/parts.js';
import { fieldsOf } from '../lib/recipe.js';
import * as choice from '../lib/state.js';
import { progress } from '../lib/steps.js';
import { hasFeature } from '../lib/versions.js';
import { withLanguage } from '../main.js';

export const title = 'result.title';

/** Shows the view; returns what ends it. */
export function show(main, { query }) {
  const state = choice.fromQuery(query);
  const life = new AbortController();
  const view = new Result(main, state, life.signal);
  view.start();
  return () => life.abort();
}

class Result {
  constructor(main, state, signal) {
    this.main = main;
    this.state = state;
    this.signal = signal;
  }

  async start() {
    refill(this.main, h('h1', {}, t('result.heading')), waiting());
    const { state } = this;
    if (state.schematic === '' || state.version === '') {
      refill(this.main, h('h1', {}, t('result.heading')), remark('note', t('result.nothing')), h('p', {}, link(withLanguage('/'), { class: 'button primary' }, t('nav.build'))));
      return;
    }

    try {
      const [about, platforms, boards, yaml] = await Promise.all([api.about(), api.platforms(), api.boards(), api.schematic(state.schematic)]);
      const platform = platforms.find((row) => row.name === (choice.platformOf(state) || 'metal')) ?? platforms[0];
      const board = state.target === 'sbc' ? boards.find((row) => row.name === state.board) : null;
      this.boards = boards;
      this.result = {
        id: state.schematic,
        version: state.version,
        platform: platform.name,
        arch: state.arch,
        secureboot: state.secureboot,
        isBoard: state.target === 'sbc',
        bootMethods: state.target === 'sbc' ? ['disk'] : platform.bootMethods,
        diskSuffix: platform.diskSuffix,
        externalUrl: about.externalUrl,
        pxeUrl: about.pxeUrl,
        yaml,
      };
      this.name = board?.label ?? (platform.name === 'metal' ? t('target.metal') : platform.label);
      await this.refresh();
    } catch (error) {
      refill(this.main, h('h1', {}, t('result.heading')), problem(error, () => this.start()),
        h('p', {}, link(withLanguage(`/?${choice.toQuery(state)}`), {}, t('result.change'))));
      return;
    }

    this.draw();
  }

  draw() {
    const { result } = this;
    const files = commands.firstFiles(result);
    refill(this.main,
      h('div', { class: 'intro' },
        h('p', { class: 'crumb' }, link(withLanguage(`/?${this.buildQuery()}`), { class: 'quiet' }, icon('back'), t('result.change'))),
        h('h1', {}, t('result.heading')),
        h('p', { class: 'what' }, [this.name, result.version, result.arch, result.secureboot ? 'SecureBoot' : ''].filter(Boolean).join(' · ')),
        h('div', { class: 'identity' }, h('span', { class: 'caption' }, t('recipe.id')), hash(result.id, t('recipe.id'))),
        h('p', { class: 'hint' }, t('result.id.hint'))),
      h('section', {}, h('h2', {}, t('result.download')), h('div', { class: 'cards' }, files.map((file, index) => this.card(file, index === 0))), this.otherFiles(files)),
      this.startSection(),
      h('div', { class: 'columns' },
        h('section', {}, h('h2', {}, t('result.first')), h('p', { class: 'hint' }, t('result.first.hint')), this.steps(commands.firstBoot(result))),
        h('section', {}, h('h2', {}, t('result.upgrade')), h('p', { class: 'hint' }, t('result.upgrade.hint')),
          h('p', { class: 'caption' }, t('result.installer')), code(commands.installer(result), t('result.installer'), { wrap: true }),
          this.steps(commands.upgrade(result)))),
      this.contents());
  }

  buildQuery() {
    const query = choice.toResultQuery(this.state, this.result.id);
    return query.toString();
  }

  asset(name) {
    return this.assets.find((asset) => asset.name === name);
  }

  card({ method, name }, isFirst) {
    const node = h('article', { class: isFirst ? 'card first' : 'card' });
    const head = [h('h3', {}, t(`method.${method}`)), h('p', { class: 'hint' }, t(this.result.isBoard ? 'method.board.hint' : `method.${method}.hint`))];
    if (method === 'pxe') {
      const url = commands.pxe(this.result);
      return fill(node, head, code(url, t('method.pxe'), { wrap: true }), qr(url));
    }

    const asset = this.asset(name);
    if (!asset) {
      return fill(node, head, remark('warning', t('asset.none', { name })));
    }

    return fill(node, head, this.file(asset, true));
  }

  /** A file: its name, size and digest, a link, and a button that has it made. */
  file(asset, isMain) {
    const box = h('div', { class: isMain ? 'file main' : 'file' });
    const url = commands.address(this.result, asset.name);
    const draw = () => {
      const known = this.asset(asset.name);
      if (known.state === 'unavailable') {
        fill(box, h('p', { class: 'name' }, h('code', {}, known.name)), remark('warning', known.reason));
        return;
      }

      const doing = t(known.state === 'ready' ? 'asset.digest' : 'asset.make');
      const make = h('button', { type: 'button', class: 'button', 'aria-label': isMain ? null : `${doing}: ${known.name}`, onclick: () => run() }, doing);
      fill(box,
        h('p', { class: 'name' }, h('code', {}, known.name), ' ', h('span', { class: `state ${known.state}` }, t(`asset.${known.state}`))),
        h('p', { class: 'size' }, sizeOf(known)),
        known.sha256 ? h('p', { class: 'digest' }, h('span', { class: 'caption' }, 'SHA-256'), hash(known.sha256, 'SHA-256')) : null,
        h('p', { class: 'actions' },
          h('a', { class: isMain ? 'button primary' : 'button', href: known.url, download: known.name, 'aria-label': t('asset.download.what', { name: known.name }) }, icon('download'), t('asset.download')),
          known.sha256 ? null : make),
        h('p', { class: 'actions small' },
          copyButton(url, known.name, t('asset.copyLink')),
          ['.sha256', '.sha512'].map((suffix) => h('a', { class: 'quiet', href: known.url + suffix }, suffix)),
          known.provenance ? h('a', { class: 'quiet', href: known.provenance }, '.provenance.json') : null,
          known.signature ? h('a', { class: 'quiet', href: known.signature }, '.sigstore.json') : null),
        isMain && !known.sha256 ? h('p', { class: 'hint' }, t(known.state === 'ready' ? 'asset.digest.hint' : 'asset.make.hint')) : null,
        isMain ? qr(url) : null);
    };
    const run = async () => {
      const meter = progress();
      meter.show({ steps: [] });
      fill(box, h('p', { class: 'name' }, h('code', {}, asset.name)), meter);
      try {
        // A checksum needs every byte: once it is there, so is the file.
        await api.make(`${asset.url}.sha256`, (job) => meter.show(job), this.signal);
        await this.refresh();
        draw();
        announce(t('asset.made', { name: asset.name }));
        box.querySelector('a')?.focus();
      } catch (error) {
        if (error.name !== 'AbortError') {
          fill(box, h('p', { class: 'name' }, h('code', {}, asset.name)), problem(error, run));
        }
      }
    };

    // Somebody is having it made: who looks sees how far it is.
    if (isMain && asset.state === 'building') {
      run();
    } else {
      draw();
    }

    return box;
  }

  async refresh() {
    const { assets, documents } = await api.model(this.result.id, this.result.version, this.result.platform, this.result.arch, true);
    this.assets = assets;
    this.documents = documents ?? [];
  }

  otherFiles(files) {
    const names = new Set(files.map((file) => file.name));
    const suffix = this.result.secureboot;
    const usual = [];
    const rest = [];
    for (const asset of this.assets.filter((row) => !names.has(row.name) && row.state !== 'unavailable')) {
      const isShared = /^(kernel|initramfs)-/.test(asset.name);
      if (!isShared && asset.name.includes('-secureboot') !== suffix) {
        continue;
      }

      (/\.(raw|qcow2|vhd|ova)/.test(asset.name) ? rest : usual).push(asset);
    }

    const table = (rows) => h('div', { class: 'files' }, rows.map((asset) => this.file(asset, false)));
    return [
      this.lazy(t('result.pieces'), t('result.pieces.hint'), () => table(usual)),
      rest.length > 0 ? this.lazy(t('result.formats'), t('result.formats.hint'), () => table(rest)) : null,
    ];
  }

  lazy(summary, hint, make) {
    const body = h('div', { class: 'body' });
    return h('details', { class: 'option', ontoggle: () => body.hasChildNodes() || fill(body, h('p', { class: 'hint' }, hint), make()) }, h('summary', {}, h('span', { class: 'label' }, summary)), body);
  }

  startSection() {
    const list = commands.starts({ ...this.result, isSigned: this.assets.some((asset) => asset.signature) });
    const panel = h('div', { class: 'panel', role: 'tabpanel', tabindex: '0', id: uniqueId('panel') });
    const tabs = list.map((way, index) => h('button', {
      type: 'button', role: 'tab', id: uniqueId('tab'), 'aria-controls': panel.id, onclick: () => choose(index), onkeydown: (event) => move(event, index),
    }, t(`way.${way.name}`)));
    const choose = (index) => {
      tabs.forEach((tab, place) => {
        tab.setAttribute('aria-selected', String(place === index));
        tab.tabIndex = place === index ? 0 : -1;
      });
      panel.setAttribute('aria-labelledby', tabs[index].id);
      fill(panel, this.steps(list[index].steps));
    };
    const move = (event, index) => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        const next = (to + tabs.length) % tabs.length;
        choose(next);
        tabs[next].focus();
      }
    };
    choose(0);
    return h('section', {}, h('h2', {}, t('result.start')), h('p', { class: 'hint' }, t('result.start.hint')),
      h('div', { class: 'tabs', role: 'tablist', 'aria-label': t('result.start') }, tabs), panel);
  }

  steps(list) {
    return h('ol', { class: 'how' }, list.map((step) => h('li', {}, h('p', {}, t(step.text)), step.code ? code(step.code, t(step.text), { wrap: true }) : null)));
  }

  contents() {
    const { result } = this;
    const cmdline = h('div', {}, waiting());
    const list = h('div', {}, waiting());
    const signer = h('div', {});
    this.drawCommandLines(cmdline);
    this.drawExtensions(list);
    if (result.secureboot) {
      api.signingCertificate().then((files) => fill(signer, h('h3', {}, t('inside.signer')),
        h('p', { class: 'hint' }, t('inside.signer.hint')),
        hash(files.find((file) => file.name === 'signing-cert.der').sha256, t('inside.signer')),
        h('p', {}, files.map((file) => [h('a', { href: `/secureboot/${file.name}`, download: file.name }, file.name), ' ']))), () => {});
    }

    return h('section', {}, h('h2', {}, t('result.inside')),
      h('div', { class: 'columns' },
        h('div', {}, h('h3', {}, t('inside.cmdline')), cmdline, h('h3', {}, t('inside.extensions')), list, signer, this.measurements(), this.bills()),
        h('div', {}, code(result.yaml, t('recipe.yaml'), { titled: true }),
          h('p', {}, link(withLanguage(`/compare?a=${result.id}@${result.version}`), { class: 'quiet' }, t('inside.compare'))))));
  }

  measurements() {
    const files = commands.firstFiles(this.result).map(({ name }) => this.asset(name)).filter((asset) => asset?.measurements);
    return files.length === 0 ? null : h('div', {}, h('h3', {}, t('inside.pcr')), h('p', { class: 'hint' }, t('inside.pcr.hint')),
      this.result.secureboot ? h('p', { class: 'hint' }, t('inside.pcr.signed')) : null,
      h('div', { class: 'options' }, files.map((asset) => this.measurement(asset))));
  }

  measurement({ name, measurements }) {
    const body = h('div', { class: 'body' });
    const run = async () => {
      const meter = progress();
      meter.show({ steps: [] });
      fill(body, meter);
      try {
        const { profiles } = await api.made(measurements, (job) => meter.show(job), this.signal);
        fill(body, profiles.map(bootEntry), h('p', {}, h('a', { href: measurements }, t('inside.pcr.all'))));
      } catch (error) {
        if (error.name !== 'AbortError') {
          fill(body, problem(error, run));
        }
      }
    };
    return h('details', { class: 'option', ontoggle: (event) => event.target.open && !body.hasChildNodes() && run() },
      h('summary', {}, h('code', { class: 'label' }, name)), body);
  }

  bills() {
    return this.documents.length === 0 ? null : h('div', {}, h('h3', {}, t('inside.bills')),
      h('ul', { class: 'plain' }, this.documents.map((document) => h('li', {}, h('a', { href: document.url, download: document.name }, document.name)))));
  }

  async drawCommandLines(box) {
    const suffix = this.result.secureboot ? '-secureboot' : '';
    try {
      const text = await api.text(`/image/${this.result.id}/${this.result.version}/cmdline-${this.result.platform}-${this.result.arch}${suffix}`);
      const halts = this.result.bootMethods.includes('iso') && hasFeature(this.result.version, 1, 8);
      fill(box, code(text, t('inside.cmdline'), { wrap: true }),
        this.result.isBoard ? h('p', { class: 'hint' }, t('inside.board')) : null,
        halts ? h('p', { class: 'hint' }, parts('inside.iso', { argument: h('code', {}, 'talos.halt_if_installed=1') })) : null);
    } catch (error) {
      fill(box, problem(error, () => this.drawCommandLines(box)));
    }
  }

  async drawExtensions(box) {
    try {
      const report = await api.validate(this.result.yaml, this.result.version, this.result.arch);
      const fields = fieldsOf(report.document, this.boards);
      const known = fields.extensions.length > 0 ? await api.extensions(this.result.version) : [];
      const sizes = await this.extensionSizes(fields.extensions);
      fill(box, fields.extensions.length === 0
        ? h('p', { class: 'muted' }, t('inside.none'))
        : h('ul', { class: 'plain' }, fields.extensions.map((name) => {
          const row = known.find((candidate) => candidate.name === name);
          return h('li', {}, h('code', {}, row?.ref ?? name),
            h('span', { class: 'hint' }, [row?.description, sizes.has(name) ? bytes(sizes.get(name), current()) : ''].filter(Boolean).join(' · ')));
        })),
      report.findings.map((finding) => remark(finding.severity === 'error' ? 'error' : 'warning', finding.message)));
    } catch (error) {
      fill(box, problem(error));
    }
  }

  // A list without sizes is as good.
  async extensionSizes(names) {
    try {
      const rows = names.length > 0 ? await api.extensionSizes(this.result.version, this.result.arch) : [];
      return new Map(rows.filter((row) => Number.isFinite(row.size)).map((row) => [row.name, row.size]));
    } catch {
      return new Map();
    }
  }
}

/** A boot entry: its command line, and what register 11 becomes, in the bank of SHA-256. */
function bootEntry({ id, title: menu, commandLine, registers }) {
  const name = menu ?? id ?? t('inside.pcr.only');
  const bank = registers.find((each) => each.bank === 'sha256');
  const rows = [['inside.pcr.started', bank.afterSections], ['inside.pcr.entered', bank.afterPhases]];
  return h('div', {}, h('h4', {}, name), code(commandLine, `${name}: ${t('inside.cmdline')}`, { wrap: true }), rows.map(([key, value]) =>
    h('div', { class: 'identity' }, h('span', { class: 'caption' }, t(key)), hash(value, `${name}: ${t(key)}`))));
}

function sizeOf(asset) {
  if (asset.size === undefined) {
    return t('asset.size.unknown');
  }

  return asset.isExact
    ? t('asset.size.exact', { size: bytes(asset.size, current()), bytes: exactBytes(asset.size, current()) })
    : t('asset.size.about', { size: bytes(asset.size, current()) });
}
