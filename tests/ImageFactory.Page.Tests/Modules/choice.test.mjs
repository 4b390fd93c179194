import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as network from '../../../web/lib/network.js';
import * as overlay from '../../../web/lib/overlay-options.js';
import * as recipe from '../../../web/lib/recipe.js';
import * as reference from '../../../web/lib/reference.js';
import * as choice from '../../../web/lib/state.js';
import * as versions from '../../../web/lib/versions.js';

const Id = '376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba';
const Boards = [{ name: 'nanopi_r4s', overlay: { name: 'nanopi-r4s', image: 'siderolabs/sbc-rockchip' } }];

test('an address and a choice are the same thing', () => {
  const state = {
    ...choice.empty(), target: 'cloud', version: 'v1.13.0', platform: 'aws', arch: 'arm64', secureboot: true, extensions: ['siderolabs/a', 'b'],
    cmdline: 'x=1 -y', meta: [{ key: 10, value: 'a: b\n&=?' }, { key: 200, value: '' }], bootloader: 'grub', overlayOptions: 'a: "b"\nc: true',
    enroll: 'force', wellKnown: true, sector: 4096, overlay: { name: 'n', image: 'i@sha256:0' },
  };

  assert.deepEqual(choice.fromQuery(new URLSearchParams(String(choice.toQuery(state)))), state);
});

test('a configuration is never in an address', () => {
  assert.doesNotMatch(String(choice.toQuery({ ...choice.empty(), config: 'secret' })), /secret/);
});

test('addresses of the Talos image factory are understood', () => {
  const query = new URLSearchParams('arch=amd64&bootloader=auto&cmdline-set=true&extensions=-&extensions=siderolabs%2Famd-ucode&platform=metal&target=metal&version=1.9.5');
  const state = choice.fromQuery(query);

  assert.deepEqual([state.target, state.version, state.arch, state.bootloader, state.extensions], ['metal', 'v1.9.5', 'amd64', '', ['siderolabs/amd-ucode']]);
});

test('what an address says wrongly is left out', () => {
  const state = choice.fromQuery(new URLSearchParams('target=moon&version=new&meta=999%3Dx&meta=q&bootloader=lilo&sector=7&schematic-id=12&overlay=x'));

  assert.deepEqual(state, choice.empty());
});

test('an empty choice is an empty schematic', () => {
  assert.equal(recipe.documentOf(choice.empty(), []), 'customization: {}\n');
});

test('a board brings its overlay and options', () => {
  const state = { ...choice.empty(), target: 'sbc', board: 'nanopi_r4s', overlayOptions: 'a: "b"' };

  assert.equal(recipe.documentOf(state, Boards), 'overlay:\n  image: "siderolabs/sbc-rockchip"\n  name: "nanopi-r4s"\n  options:\n    a: "b"\ncustomization: {}\n');
});

test('kernel arguments are separated by any blanks, and quotes keep them', () => {
  assert.deepEqual(recipe.argumentsOf('  a=1\n-b  c="d e" '), ['a=1', '-b', 'c="d e"']);
});

test('kernel arguments read back as they were', () => {
  const args = ['a', '-b', 'c="d e"', 'f g', ''];

  assert.deepEqual(recipe.argumentsOf(recipe.textOf(args)), args);
});

test('a document of a board chooses the board', () => {
  const fields = recipe.fieldsOf({
    overlay: { name: 'nanopi-r4s', image: 'siderolabs/sbc-rockchip', options: { a: 1 } },
    customization: {
      embeddedMachineConfiguration: '', extraKernelArgs: ['a', 'b'], meta: [], systemExtensions: { officialExtensions: [] }, bootloader: 'none',
      secureboot: { enrollKeys: '', includeWellKnownCertificates: false }, diskImage: { sectorSize: 0 },
    },
  }, Boards);

  assert.deepEqual([fields.target, fields.board, fields.overlay, fields.overlayOptions, fields.cmdline], ['sbc', 'nanopi_r4s', null, 'a: 1', 'a b']);
});

test('options of an overlay are lines of its text', () => {
  const text = overlay.set('x: 1', 'configTxt', 'a\nb');

  assert.equal(overlay.get(text, 'configTxt'), 'a\nb');
  assert.equal(overlay.get(text, 'other'), null);
  assert.equal(overlay.get('spi_boot: true', 'spi_boot'), true);
  assert.equal(overlay.get('a: |\n  b', 'a'), undefined);
  assert.equal(overlay.set(text, 'configTxt', ''), 'x: 1');
});

test('a form of the network writes what it reads', () => {
  const form = { link: 'enp1s0', address: '192.0.2.10/24', gateway: '192.0.2.1', dns: '192.0.2.53, 2001:db8::53', hostname: 'node-1', ntp: 'time.example.org' };

  assert.deepEqual(network.read(network.write(form)), form);
  assert.deepEqual(network.faults(form), []);
  assert.equal(network.write(network.empty()), '');
  assert.equal(network.read('{"externalIPs":["192.0.2.1"]}'), null);
});

test('a form of the network says which field is wrong', () => {
  assert.deepEqual(network.faults({ ...network.empty(), address: '192.0.2.10', gateway: 'gw', dns: 'a' }), ['address', 'gateway', 'link', 'dns']);
});

for (const [text, expected] of [
  [Id, { id: Id }],
  [`extensions.talos.dev/schematic: ${Id}`, { id: Id }],
  [`factory.example.org/metal-installer/${Id}:v1.13.0`, { id: Id, version: 'v1.13.0', platform: 'metal', secureboot: false }],
  [`factory.example.org/installer-secureboot/${Id}:1.9.5`, { id: Id, version: 'v1.9.5', secureboot: true }],
  [`ghcr.io:5000/digital-ocean-installer/${Id}`, { id: Id, platform: 'digital-ocean', secureboot: false }],
  [`https://factory.example.org/image/${Id}/v1.13.0/digital-ocean-amd64.raw.gz`, { id: Id, version: 'v1.13.0', platform: 'digital-ocean', arch: 'amd64', secureboot: false }],
  [`https://factory.example.org/pxe/${Id}/1.13.0/metal-arm64-secureboot`, { id: Id, version: 'v1.13.0', platform: 'metal', arch: 'arm64', secureboot: true }],
  [`https://factory.example.org/image/${Id}/v1.13.0/kernel-arm64`, { id: Id, version: 'v1.13.0', arch: 'arm64', secureboot: false }],
  [`${Id}0`, null],
  ['nothing', null],
]) {
  test(`"${text.replace(Id, 'ID')}" is understood`, () => assert.deepEqual(reference.read(text), expected));
}

test('versions are ordered as releases are', () => {
  const ordered = ['v1.9.0', 'v1.10.0-alpha.1', 'v1.10.0-alpha.10', 'v1.10.0-beta.0', 'v1.10.0-rc.1', 'v1.10.0', 'v1.10.1'];

  assert.deepEqual([...ordered].reverse().sort(versions.compare), ordered);
  assert.equal(versions.newest([...ordered, 'v1.11.0-alpha.0']), 'v1.10.1');
  assert.equal(versions.atLeast('v1.12.0-beta.0', 'v1.12.0-beta.0'), true);
  assert.equal(versions.atLeast('v1.12.0-alpha.2', 'v1.12.0-beta.0'), false);
  assert.equal(versions.hasFeature('v1.12.0-alpha.0', 1, 12), true);
});
