using System.Text;
using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>What a node must be to fit its on-disk fields.</summary>
internal static class NodeRules
{
    private const int LastMode = 0xFFF;

    /// <exception cref="ArgumentException">A value does not fit.</exception>
    public static void Check(SquashFsNode node, string name)
    {
        if (node.Mode is < 0 or > LastMode)
        {
            throw new ArgumentException($"The mode {node.Mode} of '{name}' has more than permission bits.", nameof(node));
        }

        switch (node)
        {
            case SquashFsSymlink link when Encoding.UTF8.GetByteCount(link.Target) is 0 or > SquashFsFormat.LongestSymlink
                || link.Target.Contains('\0', StringComparison.Ordinal):
                throw new ArgumentException($"The target of the link '{name}' has not 1 to 4095 bytes without zero.", nameof(node));
            case SquashFsDevice { Major: > DeviceNumber.LastMajor } or SquashFsDevice { Minor: > DeviceNumber.LastMinor }:
                throw new ArgumentException($"The number of the device '{name}' is too large.", nameof(node));
        }
    }
}
