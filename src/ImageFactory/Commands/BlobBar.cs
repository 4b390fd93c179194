using ImageFactory.Installers;
using ImageFactory.Oci.Client;
using ImageFactory.Oci.Documents;
using Spectre.Console;

namespace ImageFactory.Commands;

/// <summary>The progress of pushing a blob as a bar.</summary>
internal sealed class BlobBar : IBlobProgress
{
    private const int ShownDigits = 12;

    private readonly ProgressTask _bar;
    private readonly string _name;

    public BlobBar(ProgressContext progress, Descriptor blob)
    {
        _name = blob.Digest.Hex[..ShownDigits];
        _bar = progress.AddTask($"push {_name}", maxValue: Math.Max(1, blob.Size));
    }

    public void Report(long value) => _bar.Value = value;

    public void End(BlobOutcome outcome)
    {
        _bar.Description = $"{outcome.ToString().ToLowerInvariant()} {_name}";
        _bar.Value = _bar.MaxValue;
    }
}
