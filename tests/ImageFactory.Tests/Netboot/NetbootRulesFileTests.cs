using ImageFactory.Netboot.Rules;
using ImageFactory.Testing;
using Microsoft.Extensions.Logging;

namespace ImageFactory.Tests.Netboot;

public sealed class NetbootRulesFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Listener _listener = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Path => _directory.Combine("rules.yaml");

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_change_counts()
    {
        using var file = await LoadAsync("factory: http://a\n");
        await File.WriteAllTextAsync(Path, "factory: http://b\n", Cancellation);

        await file.RefreshAsync(Cancellation);
        await file.RefreshAsync(Cancellation);

        Assert.Equal("http://b", file.Current.Factory);
        Assert.Contains("0 rules count from now on", Assert.Single(_listener.Messages), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("factory: nonsense\n", "factory is 'nonsense'")]
    [InlineData(null, "Could not find file")]
    public async Task A_mistake_keeps_what_was_and_is_told_once(string? content, string expected)
    {
        using var file = await LoadAsync("factory: http://a\n");
        File.Delete(Path);
        if (content is not null)
        {
            await File.WriteAllTextAsync(Path, content, Cancellation);
        }

        await file.RefreshAsync(Cancellation);
        await file.RefreshAsync(Cancellation);

        Assert.Equal("http://a", file.Current.Factory);
        Assert.Contains(expected, Assert.Single(_listener.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_at_the_start_is_an_error()
    {
        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => LoadAsync("rules: 1\n"));

        Assert.StartsWith(Path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_file_is_not_read()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => LoadAsync(new string('#', NetbootRulesReader.LongestFile + 1)));
    }

    private async Task<NetbootRulesFile> LoadAsync(string content)
    {
        await File.WriteAllTextAsync(Path, content, Cancellation);
        var file = new NetbootRulesFile(Path, TimeProvider.System, _listener);
        await file.LoadAsync(Cancellation);
        return file;
    }

    private sealed class Listener : ILogger<NetbootRulesFile>
    {
        public List<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Add(formatter(state, exception));
    }
}
