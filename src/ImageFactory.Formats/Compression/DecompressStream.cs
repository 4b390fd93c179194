using ImageFactory.Formats.Archives;
using ImageFactory.Formats.Compression.Native;

namespace ImageFactory.Formats.Compression;

/// <summary>Decompresses all frames that a stream holds, or the first. It does not own that stream.</summary>
internal sealed class DecompressStream : ForwardReadStream
{
    private readonly Stream _source;
    private readonly IStreamCoder _decoder;
    private readonly PinnedBuffer _input = new();
    private readonly PinnedBuffer _output = new();
    private readonly bool _endsWithFirst;
    private int _inputStart;
    private int _inputEnd;
    private int _outputStart;
    private int _outputEnd;
    private bool _isLastInput;
    private bool _mayEnd;

    public DecompressStream(Stream source, IStreamCoder decoder, bool endsWithFirst = false)
    {
        _source = source;
        _decoder = decoder;
        _endsWithFirst = endsWithFirst;
    }

    /// <summary>Bytes that were read of the source but not used yet.</summary>
    public int Unused => _inputEnd - _inputStart;

    public override int Read(Span<byte> buffer)
    {
        int count;
        while (!TryTake(buffer, out count))
        {
            SetInput(_source.Read(_input.Memory.Span));
        }

        return count;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        while (!TryTake(buffer.Span, out count))
        {
            SetInput(await _source.ReadAsync(_input.Memory, cancellationToken));
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoder.Dispose();
        }

        base.Dispose(disposing);
    }

    private void SetInput(int count)
    {
        _inputStart = 0;
        _inputEnd = count;
        _isLastInput = count == 0;
    }

    /// <summary>Fills in some bytes, or none at the end; false when more input is needed first.</summary>
    private bool TryTake(Span<byte> buffer, out int count)
    {
        count = 0;
        while (_outputStart == _outputEnd && !buffer.IsEmpty)
        {
            if (_mayEnd && (_isLastInput || _endsWithFirst))
            {
                return true;
            }

            if (_inputStart == _inputEnd && !_isLastInput)
            {
                return false;
            }

            Decode();
        }

        count = Math.Min(buffer.Length, _outputEnd - _outputStart);
        _output.Memory.Span.Slice(_outputStart, count).CopyTo(buffer);
        _outputStart += count;
        return true;
    }

    private void Decode()
    {
        var step = _decoder.Code(
            _input.Run(_inputStart, _inputEnd - _inputStart), _output.Run(0, PinnedBuffer.DefaultSize), _isLastInput);
        if (step is { Consumed: 0, Produced: 0, Finished: false })
        {
            throw new InvalidDataException("The compressed data is invalid: it is cut off.");
        }

        _inputStart += step.Consumed;
        _outputStart = 0;
        _outputEnd = step.Produced;
        _mayEnd = step.Finished;
    }
}
