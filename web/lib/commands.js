// What to type for a result: ways to start Talos with it, each a list of steps of { text, code, values }.
import { hasFeature } from './versions.js';

/** The installer's reference in a registry. */
export function installer(result) {
  const host = result.externalUrl.replace(/^https?:\/\//, '');
  const suffix = result.secureboot ? '-secureboot' : '';
  const name = hasFeature(result.version, 1, 10) ? `${result.platform}-installer` : 'installer';
  return `${host}/${name}${suffix}/${result.id}:${result.version}`;
}

/** The address of an asset. */
export function address(result, file) {
  return `${result.externalUrl}/image/${result.id}/${result.version}/${file}`;
}

/** The address of the iPXE script. */
export function pxe(result) {
  return `${result.pxeUrl}/pxe/${result.id}/${result.version}/${machine(result)}`;
}

function machine(result) {
  return `${result.platform}-${result.arch}${result.secureboot ? '-secureboot' : ''}`;
}

// Boards take metal's disk image, packed with xz.
function disk(result) {
  return result.diskSuffix && `${machine(result)}.${result.isBoard ? 'raw.xz' : result.diskSuffix}`;
}

/** The files that start a machine the first time, the usual one first: { method, name }. */
export function firstFiles(result) {
  return result.bootMethods.map((method) => {
    switch (method) {
      case 'iso': return { method, name: `${machine(result)}.iso` };
      case 'disk': return { method, name: disk(result) };
      default: return { method, name: '' };
    }
  }).filter((file) => file.name !== null);
}

function unpack(name) {
  const [, suffix] = /\.(zst|xz|gz)$/.exec(name) ?? [];
  return { zst: 'zstd -dc', xz: 'xz -dc', gz: 'gzip -dc' }[suffix];
}

function writeTo(name) {
  return unpack(name)
    ? `${unpack(name)} ${name} | sudo dd of=/dev/sdX bs=4M conv=fsync status=progress`
    : `sudo dd if=${name} of=/dev/sdX bs=4M conv=fsync status=progress`;
}

function get(result, name) {
  return `curl -LO ${address(result, name)}`;
}

function check(result, name) {
  return `curl -Ls ${address(result, name)}.sha256 | sha256sum -c`;
}

function verify(result, name) {
  return {
    text: 'start.verify',
    code: `curl -LO ${result.externalUrl}/oci/cosign/signing-key.pub\ncurl -LO ${result.externalUrl}/oci/cosign/trusted-root.json\n`
      + `curl -LO ${address(result, name)}.sigstore.json\n`
      + 'cosign verify-blob --key signing-key.pub --trusted-root trusted-root.json --insecure-ignore-tlog --new-bundle-format \\\n'
      + `  --bundle ${name}.sigstore.json ${name}`,
  };
}

/** Ways to start a machine with a result. */
export function starts(result) {
  const files = firstFiles(result);
  const first = files.find((file) => file.method !== 'pxe')?.name;
  const iso = files.find((file) => file.method === 'iso')?.name;
  const diskName = files.find((file) => file.method === 'disk')?.name;
  const isMachine = ['metal', 'nocloud'].includes(result.platform) && !result.isBoard;
  const list = [];
  const add = (name, ...steps) => list.push({ name, steps });
  if (first) {
    add('curl', { text: 'start.download', code: get(result, first) }, { text: 'start.check', code: check(result, first) }, ...result.isSigned ? [verify(result, first)] : []);
  }

  if (result.isBoard || result.platform === 'metal') {
    const name = result.isBoard ? diskName : iso;
    add(
      result.isBoard ? 'card' : 'usb',
      { text: 'start.download', code: `${get(result, name)}\n${check(result, name)}` },
      { text: 'start.find', code: 'lsblk' },
      { text: 'start.write', code: writeTo(name) });
  }

  if (files.some((file) => file.method === 'pxe')) {
    add('ipxe', { text: 'start.chain', code: `chain ${pxe(result)}` });
  }

  if (result.platform === 'metal' && !result.isBoard) {
    add('booter', {
      text: 'start.booter',
      code: `docker run --rm --network host ghcr.io/siderolabs/booter:v0.3.0 \\\n  --talos-version=${result.version} --schematic-id=${result.id}`,
    });
    if (hasFeature(result.version, 1, 12)) {
      add('talosctl', {
        text: 'start.cluster',
        code: `talosctl cluster create qemu \\\n  --image-factory-url=${result.externalUrl} \\\n  --schematic-id=${result.id} --talos-version=${result.version}`,
      });
    }
  }

  if (isMachine && result.arch === 'amd64') {
    add('proxmox', {
      text: 'start.proxmoxDownload',
      code: `pvesh create /nodes/$(hostname)/storage/local/download-url --content iso \\\n  --filename talos-${result.version}.iso --url ${address(result, iso)}`,
    }, {
      text: 'start.proxmoxCreate',
      code: `qm create 100 --name talos --memory 4096 --cores 2 --cpu host \\\n  --bios ovmf --machine q35 --efidisk0 local-lvm:0,pre-enrolled-keys=0 \\\n  --scsihw virtio-scsi-single --scsi0 local-lvm:20 --net0 virtio,bridge=vmbr0 \\\n  --cdrom local:iso/talos-${result.version}.iso && qm start 100`,
    });
  }

  // Neither of these takes the keys of others without more ado.
  if (isMachine && result.arch === 'amd64' && !result.secureboot) {
    add('hyperv', {
      text: 'start.hyperv',
      code: `New-VM -Name talos -Generation 2 -MemoryStartupBytes 4GB -NewVHDPath talos.vhdx -NewVHDSizeBytes 20GB -SwitchName "Default Switch"\nSet-VMFirmware talos -EnableSecureBoot Off\nAdd-VMDvdDrive talos -Path (Resolve-Path ${iso})\nSet-VMFirmware talos -FirstBootDevice (Get-VMDvdDrive talos)\nStart-VM talos`,
    });
    add('qemu', {
      text: 'start.qemu',
      code: `qemu-img create -f qcow2 talos.qcow2 20G\nqemu-system-x86_64 -machine q35 -cpu max -m 4096 -smp 2 -bios /usr/share/ovmf/OVMF.fd \\\n  -drive file=talos.qcow2,if=virtio -cdrom ${iso} -nic user,model=virtio`,
    });
  }

  if (result.platform === 'equinixMetal') {
    add('equinix', {
      text: 'start.equinix',
      code: `metal device create --project-id PROJECT --metro da --plan c3.small.x86 --hostname talos \\\n  --operating-system custom_ipxe --ipxe-script-url ${pxe(result)}`,
    });
  }

  add('terraform', { text: 'start.terraform', code: terraform(result) });
  add('docker', { text: 'start.docker', code: `docker pull --platform linux/${result.arch} ${installer(result)}` });
  return list;
}

function terraform(result) {
  return `provider "talos" {
  image_factory_url = "${result.externalUrl}"
}

resource "talos_image_factory_schematic" "this" {
  schematic = <<-EOT
${result.yaml.trimEnd().split('\n').map((line) => `    ${line}`).join('\n')}
  EOT
}

data "talos_image_factory_urls" "this" {
  talos_version = "${result.version}"
  schematic_id  = talos_image_factory_schematic.this.id
  platform      = "${result.platform}"
  architecture  = "${result.arch}"
}`;
}

/** From the first start to a cluster. */
export function firstBoot(result) {
  return [
    { text: 'first.boot', code: '' },
    { text: 'first.config', code: `talosctl gen config my-cluster https://NODE_IP:6443 \\\n  --install-image ${installer(result)}` },
    { text: 'first.apply', code: 'talosctl apply-config --insecure --nodes NODE_IP --file controlplane.yaml' },
    { text: 'first.bootstrap', code: 'talosctl --talosconfig talosconfig --nodes NODE_IP --endpoints NODE_IP bootstrap' },
    { text: 'first.kubeconfig', code: 'talosctl --talosconfig talosconfig --nodes NODE_IP --endpoints NODE_IP kubeconfig' },
  ];
}

/** From a running node to this. */
export function upgrade(result) {
  return [
    { text: 'upgrade.which', code: 'talosctl --nodes NODE_IP get extensions' },
    { text: 'upgrade.upgrade', code: `talosctl upgrade --nodes NODE_IP \\\n  --image ${installer(result)}` },
  ];
}
