// What people have at hand of an image: an ID, an installer, a link, a line of a node's annotations.

const Id = '[0-9a-f]{64}';

/** What a text names: { id, version, platform, arch, secureboot }, each only when it is said; null when there is no ID in it. */
export function read(text) {
  const installer = new RegExp(`(?:^|/)(?:([a-zA-Z][\\w-]*?)-)?installer(-secureboot)?/(${Id})(?::(v?\\d[\\w.+-]*))?`).exec(text);
  if (installer) {
    return found({ id: installer[3], version: installer[4], platform: installer[1], secureboot: Boolean(installer[2]) });
  }

  const link = new RegExp(`/(?:image|pxe)/(${Id})/(v?\\d[^/\\s]*)/(\\S+)`).exec(text);
  if (link) {
    const file = /^(?:cmdline-)?([a-zA-Z][\w-]*?)-(amd64|arm64)(-secureboot)?/.exec(link[3].split('?')[0]);
    const isShared = /^(kernel|initramfs|installer)$/.test(file?.[1] ?? '');
    return found({ id: link[1], version: link[2], platform: isShared ? undefined : file?.[1], arch: file?.[2], secureboot: Boolean(file?.[3]) });
  }

  const id = new RegExp(`(?<![0-9a-f])(${Id})(?![0-9a-f])`).exec(text);
  return id ? found({ id: id[1], version: new RegExp(`${id[1]}[:/](v\\d+\\.\\d+\\.\\d+[\\w.-]*)`).exec(text)?.[1] }) : null;
}

function found(values) {
  const version = values.version && (values.version.startsWith('v') ? values.version : `v${values.version}`);
  return Object.fromEntries(Object.entries({ ...values, version }).filter(([, value]) => value !== undefined));
}
