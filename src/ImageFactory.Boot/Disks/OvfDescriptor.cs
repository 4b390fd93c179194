using System.Globalization;

namespace ImageFactory.Boot.Disks;

/// <summary>
/// The descriptor of an appliance that runs Talos on VMware (DMTF DSP0243 1.1). Elements of a setting stand in alphabetical order, as the
/// schemas demand.
/// </summary>
internal static class OvfDescriptor
{
    private const int Mebibyte = 1024 * 1024;

    private const string VirtualSystem =
        """
          <VirtualSystem ovf:id="vm">
            <Info>A virtual machine</Info>
            <Name>talos</Name>
            <ProductSection ovf:required="false">
              <Info>Talos Virtual Appliance</Info>
              <Property ovf:key="talos.config" ovf:type="string" ovf:userConfigurable="true" ovf:value="">
                <Label>Talos config data</Label>
                <Description>Inline Talos config</Description>
              </Property>
            </ProductSection>
            <OperatingSystemSection ovf:id="101" vmw:osType="other3xLinux64Guest">
              <Info>Guest operating system</Info>
            </OperatingSystemSection>
            <VirtualHardwareSection ovf:transport="com.vmware.guestInfo">
              <Info>Virtual hardware</Info>
              <System>
                <vssd:ElementName>Virtual Hardware Family</vssd:ElementName>
                <vssd:InstanceID>0</vssd:InstanceID>
                <vssd:VirtualSystemIdentifier>talos</vssd:VirtualSystemIdentifier>
                <vssd:VirtualSystemType>vmx-15</vssd:VirtualSystemType>
              </System>
              <Item>
                <rasd:AllocationUnits>hertz * 10^6</rasd:AllocationUnits>
                <rasd:Description>Number of virtual CPUs</rasd:Description>
                <rasd:ElementName>2 virtual CPUs</rasd:ElementName>
                <rasd:InstanceID>1</rasd:InstanceID>
                <rasd:ResourceType>3</rasd:ResourceType>
                <rasd:VirtualQuantity>2</rasd:VirtualQuantity>
              </Item>
              <Item>
                <rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits>
                <rasd:Description>Memory size</rasd:Description>
                <rasd:ElementName>2048 MB of memory</rasd:ElementName>
                <rasd:InstanceID>2</rasd:InstanceID>
                <rasd:ResourceType>4</rasd:ResourceType>
                <rasd:VirtualQuantity>2048</rasd:VirtualQuantity>
              </Item>
              <Item>
                <rasd:Address>0</rasd:Address>
                <rasd:Description>SCSI controller</rasd:Description>
                <rasd:ElementName>SCSI controller 0</rasd:ElementName>
                <rasd:InstanceID>3</rasd:InstanceID>
                <rasd:ResourceSubType>VirtualSCSI</rasd:ResourceSubType>
                <rasd:ResourceType>6</rasd:ResourceType>
              </Item>
              <Item>
                <rasd:AddressOnParent>0</rasd:AddressOnParent>
                <rasd:ElementName>disk0</rasd:ElementName>
                <rasd:HostResource>ovf:/disk/vmdisk1</rasd:HostResource>
                <rasd:InstanceID>4</rasd:InstanceID>
                <rasd:Parent>3</rasd:Parent>
                <rasd:ResourceType>17</rasd:ResourceType>
              </Item>
              <Item>
                <rasd:AddressOnParent>2</rasd:AddressOnParent>
                <rasd:AutomaticAllocation>true</rasd:AutomaticAllocation>
                <rasd:Connection>VM Network</rasd:Connection>
                <rasd:Description>VmxNet3 adapter on "VM Network"</rasd:Description>
                <rasd:ElementName>Network adapter 1</rasd:ElementName>
                <rasd:InstanceID>5</rasd:InstanceID>
                <rasd:ResourceSubType>VmxNet3</rasd:ResourceSubType>
                <rasd:ResourceType>10</rasd:ResourceType>
                <vmw:Config ovf:required="false" vmw:key="slotInfo.pciSlotNumber" vmw:value="32"/>
                <vmw:Config ovf:required="false" vmw:key="wakeOnLanEnabled" vmw:value="false"/>
                <vmw:Config ovf:required="false" vmw:key="connectable.allowGuestControl" vmw:value="false"/>
              </Item>
              <Item ovf:required="false">
                <rasd:AutomaticAllocation>false</rasd:AutomaticAllocation>
                <rasd:ElementName>Video card</rasd:ElementName>
                <rasd:InstanceID>6</rasd:InstanceID>
                <rasd:ResourceType>24</rasd:ResourceType>
              </Item>
              <Item ovf:required="false">
                <rasd:AutomaticAllocation>false</rasd:AutomaticAllocation>
                <rasd:ElementName>VMCI device</rasd:ElementName>
                <rasd:InstanceID>7</rasd:InstanceID>
                <rasd:ResourceSubType>vmware.vmci</rasd:ResourceSubType>
                <rasd:ResourceType>1</rasd:ResourceType>
              </Item>
              <vmw:Config ovf:required="false" vmw:key="tools.syncTimeWithHost" vmw:value="false"/>
              <vmw:Config ovf:required="false" vmw:key="tools.afterPowerOn" vmw:value="true"/>
              <vmw:Config ovf:required="false" vmw:key="tools.afterResume" vmw:value="true"/>
              <vmw:Config ovf:required="false" vmw:key="tools.beforeGuestShutdown" vmw:value="true"/>
              <vmw:Config ovf:required="false" vmw:key="tools.beforeGuestStandby" vmw:value="true"/>
              <vmw:Config ovf:required="false" vmw:key="tools.toolsUpgradePolicy" vmw:value="manual"/>
              <vmw:Config ovf:required="false" vmw:key="powerOpInfo.suspendType" vmw:value="soft"/>
              <vmw:ExtraConfig ovf:required="false" vmw:key="nvram" vmw:value="talos.nvram"/>
              <vmw:ExtraConfig ovf:required="false" vmw:key="disk.EnableUUID" vmw:value="true"/>
            </VirtualHardwareSection>
          </VirtualSystem>
        """;

    /// <summary>The descriptor.</summary>
    /// <param name="diskSize">The length of the disk in bytes.</param>
    /// <param name="file">The name of the file that holds it.</param>
    /// <param name="fileSize">The length of the file in bytes.</param>
    /// <exception cref="ArgumentException">The size of the disk is not a multiple of 1 MiB.</exception>
    public static string Create(long diskSize, string file, long fileSize)
    {
        if (diskSize <= 0 || diskSize % Mebibyte != 0)
        {
            throw new ArgumentException($"An appliance cannot have a disk of {diskSize} bytes: it takes multiples of {Mebibyte}.", nameof(diskSize));
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData" xmlns:vmw="http://www.vmware.com/schema/ovf" xmlns:vssd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <References>
                <File ovf:href="{file}" ovf:id="file1" ovf:size="{fileSize}"/>
              </References>
              <DiskSection>
                <Info>Virtual disks</Info>
                <Disk ovf:capacity="{diskSize / Mebibyte}" ovf:capacityAllocationUnits="byte * 2^20" ovf:diskId="vmdisk1" ovf:fileRef="file1" ovf:format="http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"/>
              </DiskSection>
              <NetworkSection>
                <Info>Networks</Info>
                <Network ovf:name="VM Network">
                  <Description>The network of the virtual machine</Description>
                </Network>
              </NetworkSection>
            {VirtualSystem}
            </Envelope>

            """);
    }
}
