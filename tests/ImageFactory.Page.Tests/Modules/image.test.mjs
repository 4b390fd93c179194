import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect, readExtensions, sections } from '../../../web/lib/image.js';

const Id = '376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba';
const List = `layers:
    - image: "000.sqsh"
      metadata:
        name: "fuse3"
        version: "3.17"
        author: "Somebody"
    - image: "001.sqsh"
      metadata:
        name: "schematic"
        version: "${Id}"
        author: "Image Factory (https://factory.example.org)"
        extraInfo: "customization: {}\\n"
`;

function archive(name, content) {
  const field = (value) => value.toString(16).padStart(8, '0');
  const header = `070701${field(1)}${field(0o100644)}${field(0).repeat(4)}${field(content.length)}${field(0).repeat(4)}${field(name.length + 1)}${field(0)}`;
  const pad = (text) => text + '\0'.repeat((4 - text.length % 4) % 4);
  return pad(`${header}${name}\0`) + pad(content);
}

test('the list of extensions names schematic, factory and extensions', () => {
  assert.deepEqual(readExtensions(List), {
    id: Id, yaml: 'customization: {}\n', factory: 'https://factory.example.org', extensions: [{ name: 'fuse3', version: '3.17' }],
  });
});

test('the list is found in an initramfs, wherever it lies', async () => {
  for (const before of [0, 4 * 1024 * 1024 - 60, 9 * 1024 * 1024]) {
    const image = new Blob([archive('other', 'x'.repeat(before)), archive('extensions.yaml', List)]);

    assert.equal((await inspect(image)).list.id, Id);
  }
});

test('a damaged image is no error', async () => {
  for (const text of ['', 'MZ', `MZ${'\xff'.repeat(100)}`, `070701${'f'.repeat(104)}extensions.yaml\0`, archive('extensions.yaml', 'layers: 1')]) {
    const result = await inspect(new Blob([Uint8Array.from(text, (character) => character.charCodeAt(0))]));

    assert.equal(result.list, null);
  }

  assert.equal(sections(new Uint8Array(3)), null);
});
