using System.Globalization;

namespace ImageFactory.Netboot.Tftp;

/// <summary>
/// How a file goes to a client: what they agreed on, and which packets follow an acknowledgement. No sockets and no clock: whoever drives it
/// sends <see cref="Next"/> and, when nothing comes back, sends it again.
/// </summary>
internal sealed class TftpTransfer
{
    // A whole Ethernet frame without the headers of IP, UDP and TFTP: larger blocks would come in fragments, which boot ROMs lose.
    private const int LargestBlock = 1468;
    private const int SmallestBlock = 8;
    private const int UsualBlock = 512;
    private const int LargestWindow = 16;
    private const int LongestTimeout = 255;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly int _blockSize = UsualBlock;
    private readonly int _window = 1;
    private readonly Dictionary<string, string> _agreed = new(StringComparer.Ordinal);

    // How many blocks the client has; -1 while it has not seen the options.
    private long _acknowledged;

    public TftpTransfer(TftpRequest request, ReadOnlyMemory<byte> file)
    {
        _file = file;
        foreach (var (name, value) in request.Options)
        {
            // RFC 2347: what is not understood, or out of its bounds, is left out of the answer.
            switch (name)
            {
                case "blksize" when Number(value, SmallestBlock, 65464) is { } size: // RFC 2348
                    _blockSize = Math.Min(size, LargestBlock);
                    Agree(name, _blockSize);
                    break;
                case "tsize" when string.Equals(value, "0", StringComparison.Ordinal): // RFC 2349
                    Agree(name, file.Length);
                    break;
                case "timeout" when Number(value, 1, LongestTimeout) is { } seconds: // RFC 2349
                    Timeout = TimeSpan.FromSeconds(seconds);
                    Agree(name, seconds);
                    break;
                case "windowsize" when Number(value, 1, 65535) is { } window: // RFC 7440
                    _window = Math.Min(window, LargestWindow);
                    Agree(name, _window);
                    break;
            }
        }

        _acknowledged = _agreed.Count > 0 ? -1 : 0;
    }

    /// <summary>After how long without an answer packets are sent again.</summary>
    public TimeSpan Timeout { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the client has all.</summary>
    public bool IsComplete => _acknowledged == Blocks;

    // The last block is the first that is not full, if need be an empty one.
    private long Blocks => (_file.Length / _blockSize) + 1;

    /// <summary>The packets that the client waits for.</summary>
    public IEnumerable<byte[]> Next()
    {
        if (_acknowledged < 0)
        {
            yield return TftpWriter.OptionAcknowledgement(_agreed);
            yield break;
        }

        for (var block = _acknowledged + 1; block <= Math.Min(Blocks, _acknowledged + _window); block++)
        {
            var start = (int)((block - 1) * _blockSize);
            var length = Math.Min(_blockSize, _file.Length - start);

            // Large files have more blocks than the number can count: it starts again at 0.
            yield return TftpWriter.Data((ushort)block, _file.Span.Slice(start, length));
        }
    }

    /// <summary>Takes an acknowledgement; false when it says nothing new, so that nothing is to be sent (RFC 1123, section 4.2.3.1).</summary>
    public bool Acknowledge(ushort block)
    {
        if (_acknowledged < 0)
        {
            if (block != 0)
            {
                return false;
            }

            _acknowledged = 0;
            return true;
        }

        var advance = (ushort)(block - (ushort)_acknowledged);
        if (advance == 0 || advance > Math.Min(_window, Blocks - _acknowledged))
        {
            return false;
        }

        _acknowledged += advance;
        return true;
    }

    private void Agree(string name, int value) => _agreed[name] = value.ToString(CultureInfo.InvariantCulture);

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}
