namespace ImageFactory.Netboot.Rules;

/// <summary>
/// The file with the rules, looked at again and again; watching it would miss what some editors and volumes of containers do. One with
/// a mistake changes nothing: what was said before still counts.
/// </summary>
internal sealed partial class NetbootRulesFile(string path, TimeProvider time, ILogger<NetbootRulesFile> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private byte[] _content = [];
    private string? _complaint;
    private NetbootRules? _current;

    /// <summary>The rules that count.</summary>
    /// <exception cref="InvalidOperationException">They were never loaded.</exception>
    public NetbootRules Current => _current ?? throw new InvalidOperationException("The rules were never loaded.");

    /// <summary>Reads the file for the first time.</summary>
    /// <exception cref="InvalidDataException">It has a mistake.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _content = await ReadAsync(cancellationToken);
        try
        {
            _current = NetbootRulesReader.Read(_content);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Takes what the file says now, when that is something else and has no mistake.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            var content = await ReadAsync(cancellationToken);
            if (content.AsSpan().SequenceEqual(_content))
            {
                return;
            }

            // Also one with a mistake: it is told once, not every second.
            _content = content;
            _current = NetbootRulesReader.Read(content);
            _complaint = null;
            LogLoaded(path, _current.Rules.Count);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Complain(exception.Message);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await RefreshAsync(stoppingToken);
        }
    }

    private async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        if (new FileInfo(path).Length > NetbootRulesReader.LongestFile)
        {
            throw new InvalidDataException($"the file is longer than {NetbootRulesReader.LongestFile} bytes.");
        }

        return await File.ReadAllBytesAsync(path, cancellationToken);
    }

    // A file that is gone is gone every second.
    private void Complain(string reason)
    {
        if (!string.Equals(reason, _complaint, StringComparison.Ordinal))
        {
            _complaint = reason;
            LogKept(path, reason);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Path}: {Count} rules count from now on")]
    private partial void LogLoaded(string path, int count);

    [LoggerMessage(LogLevel.Warning, "{Path}: {Reason} The rules from before still count.")]
    private partial void LogKept(string path, string reason);
}
