import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as commands from '../../../web/lib/commands.js';
import * as diff from '../../../web/lib/diff.js';
import * as format from '../../../web/lib/format.js';
import * as i18n from '../../../web/lib/i18n.js';
import { Pace } from '../../../web/lib/pace.js';
import { encode } from '../../../web/lib/qr.js';

const Metal = {
  id: 'a'.repeat(64), version: 'v1.13.0', platform: 'metal', arch: 'amd64', secureboot: false, isBoard: false, bootMethods: ['iso', 'disk', 'pxe'],
  diskSuffix: 'raw.zst', externalUrl: 'https://factory.example.org', pxeUrl: 'http://pxe.example.org', yaml: 'customization: {}\n',
};

test('installers are named as the version names them', () => {
  assert.equal(commands.installer(Metal), `factory.example.org/metal-installer/${Metal.id}:v1.13.0`);
  assert.equal(commands.installer({ ...Metal, version: 'v1.9.5', secureboot: true }), `factory.example.org/installer-secureboot/${Metal.id}:v1.9.5`);
});

test('a machine starts from what its platform takes', () => {
  assert.deepEqual(commands.firstFiles(Metal).map((file) => file.name), ['metal-amd64.iso', 'metal-amd64.raw.zst', '']);
  assert.deepEqual(commands.firstFiles({ ...Metal, platform: 'vultr', bootMethods: ['iso', 'pxe'], diskSuffix: null, secureboot: true }).map((file) => file.name), ['vultr-amd64-secureboot.iso', '']);
  assert.deepEqual(commands.firstFiles({ ...Metal, isBoard: true, arch: 'arm64', bootMethods: ['disk'] }).map((file) => file.name), ['metal-arm64.raw.xz']);
});

test('machines that start from the network are given their own address', () => {
  assert.equal(commands.pxe(Metal), `http://pxe.example.org/pxe/${Metal.id}/v1.13.0/metal-amd64`);
});

test('every way has its commands', () => {
  const names = (result) => commands.starts(result).map((way) => way.name);

  assert.deepEqual(names(Metal), ['curl', 'usb', 'ipxe', 'booter', 'talosctl', 'proxmox', 'hyperv', 'qemu', 'terraform', 'docker']);
  assert.deepEqual(names({ ...Metal, platform: 'equinixMetal', bootMethods: ['pxe'], diskSuffix: null }), ['ipxe', 'equinix', 'terraform', 'docker']);
  assert.deepEqual(names({ ...Metal, isBoard: true, arch: 'arm64', bootMethods: ['disk'] }), ['curl', 'card', 'terraform', 'docker']);
  assert.ok(commands.starts({ ...Metal, isBoard: true, arch: 'arm64', bootMethods: ['disk'] })[1].steps[2].code.startsWith('xz -dc metal-arm64.raw.xz | sudo dd'));
});

test('texts that differ are told line by line', () => {
  assert.deepEqual(diff.lines('a\nb\nc\n', 'a\nc\nd\n').map((row) => `${row.kind} ${row.text}`), ['same a', 'removed b', 'same c', 'added d']);
  assert.deepEqual(diff.sequence([], []), []);
});

test('sizes have three figures', () => {
  assert.deepEqual([0, 999, 1000, 37_007_360, 999_600, 4_453_302_272].map((count) => format.bytes(count)), ['0 B', '999 B', '1 kB', '37 MB', '1 MB', '4.45 GB']);
  assert.equal(format.bytes(1_234_567, 'de'), '1,23 MB');
});

test('a time left is told only once it is known', () => {
  const pace = new Pace();

  assert.equal(pace.note(0, 1000, 0), null);
  assert.equal(pace.note(100, 1000, 1000), null);
  assert.equal(pace.note(200, 1000, 2000), 8);
  assert.equal(pace.note(0, 500, 3000), null);
});

test('plurals and placeholders are those of the language', () => {
  i18n.use('ru', { files: { one: '{count} файл', few: '{count} файла', many: '{count} файлов', other: '{count} файла' }, name: 'x {a} {b}' });

  assert.deepEqual([1, 3, 5, 21].map((count) => i18n.t('files', { count })), ['1 файл', '3 файла', '5 файлов', '21 файл']);
  assert.equal(i18n.t('name', { a: '{b}' }), 'x {b} {b}');
  assert.deepEqual(i18n.parts('name', { a: 1 }), ['x ', '1', ' ', '{b}', '']);
});

test('the nearest language is chosen', () => {
  assert.deepEqual(
    [['de-AT', 'en'], ['zh-CN'], ['pt-BR', 'fr'], ['xx'], []].map((tags) => i18n.choose(tags)), ['de', 'zh-Hans', 'fr', 'en', 'en']);
});

test('a QR code is as large as its text wants, and no larger than readers like', () => {
  assert.equal(encode('a').length, 21);
  assert.equal(encode('x'.repeat(152)).length, 49);
  assert.equal(encode('x'.repeat(153)).length, 53);
  assert.equal(encode('x'.repeat(667)), null);
});
