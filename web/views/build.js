// Choosing: machine, version, extensions, options; with the recipe beside it.
import * as api from '../lib/api.js';
import { debounce, fill, h, icon, refill } from '../lib/dom.js';
import { t } from '../lib/i18n.js';
import { problem, remark, waiting } from '../lib/parts.js';
import * as recipe from '../lib/recipe.js';
import * as choice from '../lib/state.js';
import { atLeast, newest } from '../lib/versions.js';
import { navigate, replaceAddress, withLanguage } from '../main.js';
import { extensionsSection } from './build-extensions.js';
import { machineSection } from './build-machine.js';
import { optionsSection } from './build-options.js';
import { recipePanel } from './build-recipe.js';
import { versionSection } from './build-version.js';

export const title = 'build.title';

/** Shows the view; returns what ends it. */
export function show(main, { query, state: kept }) {
  const state = choice.fromQuery(query);
  state.config = kept?.config ?? '';
  fill(main, h('div', { class: 'intro' }, h('h1', {}, t('build.heading')), h('p', { class: 'lead' }, t('build.lead'))), waiting());
  const form = new Form(main, state);
  form.start();
  return () => form.end();
}

class Form {
  #review = null;
  #sections = [];

  constructor(main, state) {
    this.main = main;
    this.state = state;
    this.askReview = debounce(() => this.review(), 180);
  }

  async start() {
    try {
      const [about, platforms, boards, versions, broken] = await Promise.all(
        [api.about(), api.platforms(), api.boards(), api.versions(), api.brokenVersions()]);
      Object.assign(this, { about, boards, versions, broken, platforms });
      await this.restore();
      if (versions.length === 0) {
        throw new api.ApiError('sources', '');
      }
    } catch (error) {
      this.fail(error);
      return;
    }

    this.settle();
    this.draw();
    this.changed();
  }

  end() {
    this.askReview.cancel();
    this.#review?.abort();
  }

  // A schematic's ID in the address decides the fields that it knows.
  async restore() {
    if (this.state.schematic === '') {
      return;
    }

    const yaml = await api.schematic(this.state.schematic);
    await this.read(yaml);
  }

  /** Takes a schematic's fields. Returns the findings when it cannot be read. */
  async read(yaml) {
    const version = this.versions.includes(this.state.version) ? this.state.version : newest(this.versions);
    const report = await api.validate(yaml, version, this.state.arch);
    if (!report.document) {
      return report.findings;
    }

    Object.assign(this.state, recipe.fieldsOf(report.document, this.boards), { schematic: '' });
    return [];
  }

  fail(error) {
    const isSource = error.kind === 'sources' || error.status === 502 || (error.status === 503 && !this.versions);
    refill(this.main, h('div', { class: 'intro' }, h('h1', {}, t('build.heading'))),
      isSource ? remark('warning', t('build.noSources')) : null,
      problem(error, () => {
        refill(this.main, h('h1', {}, t('build.heading')), waiting());
        this.start();
      }));
  }

  /** What cannot be together is put right, once something changed. */
  settle() {
    const { state } = this;
    state.version ||= newest(this.versions);
    if (state.target === 'cloud') {
      state.platform = this.platforms.some((platform) => platform.name === state.platform && platform.name !== 'metal') ? state.platform : 'aws';
    } else if (state.target === 'sbc') {
      state.board = this.boards.some((board) => board.name === state.board) ? state.board : 'rpi_generic';
      state.arch = 'arm64';
    }

    const { architectures } = this.platform;
    state.arch = architectures.includes(state.arch) ? state.arch : architectures[0];
    state.secureboot = state.secureboot && this.canSecureBoot;
  }

  get platform() {
    const name = choice.platformOf(this.state);
    return this.platforms.find((platform) => platform.name === name);
  }

  get board() {
    return this.boards.find((board) => board.name === this.state.board);
  }

  get canSecureBoot() {
    return this.about.secureBoot && this.state.target !== 'sbc' && this.platform.secureBoot && atLeast(this.state.version, 'v1.5.0');
  }

  draw() {
    this.recipe = recipePanel(this);
    this.#sections = [machineSection(this), versionSection(this), extensionsSection(this), optionsSection(this)];
    refill(this.main,
      h('div', { class: 'intro' },
        h('h1', {}, t('build.heading')),
        h('p', { class: 'lead' }, t('build.lead')),
        h('p', {}, h('a', { href: withLanguage('/lookup'), 'data-view': '', class: 'quiet' }, icon('search'), t('build.haveId')))),
      h('div', { class: 'builder' },
        h('form', { class: 'steps', 'aria-label': t('build.form'), onsubmit: (event) => { event.preventDefault(); this.finish(); } },
          this.#sections.map((section, index) => h('section', { class: 'step' }, h('h2', {}, h('span', { class: 'number', 'aria-hidden': 'true' }, String(index + 1)), section.title), section.node)),
          h('button', { type: 'submit', class: 'hidden', tabindex: '-1', 'aria-hidden': 'true' })),
        this.recipe.node));
  }

  /** Something was chosen: sections that depend on it are drawn again. */
  change(values, { redraw = true } = {}) {
    Object.assign(this.state, values);
    this.settle();
    if (redraw) {
      this.#sections.forEach((section) => section.update());
    }

    this.changed();
  }

  changed() {
    replaceAddress(`/?${choice.toQuery(this.state)}`, this.state.config === '' ? null : { config: this.state.config });
    this.recipe.expect();
    this.askReview();
  }

  get document() {
    return recipe.documentOf(this.state, this.boards);
  }

  async review() {
    this.#review?.abort();
    this.#review = new AbortController();
    try {
      this.recipe.show(await api.validate(this.document, this.state.version, this.state.arch, this.#review.signal));
    } catch (error) {
      if (error.name !== 'AbortError') {
        this.recipe.fail(error, () => this.review());
      }
    }
  }

  async finish() {
    const end = this.recipe.busy();
    try {
      const { id } = await api.create(this.document);
      await navigate(`/result?${choice.toResultQuery(this.state, id)}`);
    } catch (error) {
      this.recipe.fail(error, () => this.finish());
    } finally {
      end();
    }
  }
}
