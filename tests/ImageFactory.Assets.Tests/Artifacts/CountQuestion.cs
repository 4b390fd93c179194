using System.Globalization;
using System.Text;
using ImageFactory.Assets.Artifacts;

namespace ImageFactory.Assets.Tests.Artifacts;

/// <summary>A question whose answer is what the test says.</summary>
internal sealed class CountQuestion : IQuestion<string, string>
{
    private int _asked;

    public int Asked => _asked;

    /// <summary>What the source does now; by default it says how often it was asked.</summary>
    public Func<int, Task<string?>> Source { get; set; } = count => Task.FromResult<string?>(count.ToString(CultureInfo.InvariantCulture));

    public static FactoryException Fault { get; } = new(FactoryError.SourceUnavailable, "away");

    public string Describe(string key) => $"the count of {key}";

    public Task<string?> AskAsync(string key, string? kept, CancellationToken cancellationToken) =>
        Source(Interlocked.Increment(ref _asked)).WaitAsync(cancellationToken);

    public byte[] Write(string answer) => Encoding.UTF8.GetBytes(answer);

    public string Read(string key, ReadOnlySpan<byte> document) => Encoding.UTF8.GetString(document);
}
