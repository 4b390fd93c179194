// The network configuration of bare metal in META 0x0a, as a form: one interface, one address, one way out.

/** The key in META. */
export const Key = 10;

/** A form with nothing in it. */
export function empty() {
  return { link: '', address: '', gateway: '', dns: '', hostname: '', ntp: '' };
}

function list(text) {
  return text.split(/[\s,]+/).filter((part) => part !== '');
}

function family(address) {
  return address.includes(':') ? 'inet6' : 'inet4';
}

/** The document of a form; empty for an empty one. */
export function write(form) {
  const lines = [];
  if (form.address !== '') {
    lines.push(
      'addresses:', `  - address: ${form.address}`, `    linkName: ${form.link}`, `    family: ${family(form.address)}`,
      '    scope: global', '    flags: permanent', '    layer: platform');
  }

  if (form.link !== '') {
    lines.push('links:', `  - name: ${form.link}`, '    logical: false', '    up: true', '    mtu: 0', '    kind: ""', '    type: ether', '    layer: platform');
  }

  if (form.gateway !== '') {
    lines.push(
      'routes:', `  - family: ${family(form.gateway)}`, `    gateway: ${form.gateway}`, `    outLinkName: ${form.link}`, '    table: main',
      '    priority: 1024', '    scope: global', '    type: unicast', '    protocol: static', '    layer: platform');
  }

  if (form.hostname !== '') {
    lines.push('hostnames:', `  - hostname: ${form.hostname}`, '    domainname: ""', '    layer: platform');
  }

  if (list(form.dns).length > 0) {
    lines.push('resolvers:', '  - dnsServers:', ...list(form.dns).map((server) => `      - ${server}`), '    layer: platform');
  }

  if (list(form.ntp).length > 0) {
    lines.push('timeServers:', '  - timeServers:', ...list(form.ntp).map((server) => `      - ${server}`), '    layer: platform');
  }

  return lines.length > 0 ? `${lines.join('\n')}\n` : '';
}

function field(text, pattern) {
  return pattern.exec(text)?.[1] ?? '';
}

function items(text, name) {
  const match = new RegExp(`  - ${name}:\n((?:      - .*\n)+)`).exec(text);
  return match ? match[1].trim().split('\n').map((line) => line.trim().slice(2)).join(', ') : '';
}

/** The form of a document, or null when it says what the form has no field for. */
export function read(text) {
  const form = {
    link: field(text, /^  - name: (.*)$/m) || field(text, /^    linkName: (.*)$/m),
    address: field(text, /^  - address: (.*)$/m),
    gateway: field(text, /^    gateway: (.*)$/m),
    hostname: field(text, /^  - hostname: (.*)$/m),
    dns: items(text, 'dnsServers'),
    ntp: items(text, 'timeServers'),
  };
  return write(form) === text ? form : null;
}

/** What is wrong with a form, as names of its fields. */
export function faults(form) {
  const wrong = [];
  const isAddress = (text) => /^(\d{1,3}\.){3}\d{1,3}$|^[0-9a-f:]*:[0-9a-f:.]*$/i.test(text);
  if (form.address !== '' && !(form.address.includes('/') && isAddress(form.address.split('/')[0]) && /^\d{1,3}$/.test(form.address.split('/')[1]))) {
    wrong.push('address');
  }

  if (form.gateway !== '' && !isAddress(form.gateway)) {
    wrong.push('gateway');
  }

  if ((form.address !== '' || form.gateway !== '') && form.link === '') {
    wrong.push('link');
  }

  if (!list(form.dns).every(isAddress)) {
    wrong.push('dns');
  }

  return wrong;
}
