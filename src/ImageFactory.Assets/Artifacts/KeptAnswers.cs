using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets.Store;
using Microsoft.Extensions.Logging;

namespace ImageFactory.Assets.Artifacts;

/// <summary>
/// The last answers of a source, in the store. A store that fails is logged and no more: an answer is as good without it, until the
/// next start.
/// </summary>
internal sealed partial class KeptAnswers
{
    private const int LongestDocument = 64 * 1024 * 1024;

    private readonly IObjectStore _store;
    private readonly string _source;
    private readonly ILogger _logger;

    /// <param name="source">The name of the source: the answers of another one are not found.</param>
    public KeptAnswers(IObjectStore store, string source, ILogger logger)
    {
        _store = store;
        _source = source;
        _logger = logger;
    }

    /// <summary>The document under a question, or null when there is none or it is damaged.</summary>
    public async Task<ReadOnlyMemory<byte>?> FindAsync(string question, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? found = null;
        await TryAsync(
            question, async () => found = await _store.FindSealedAsync(KeyOf(question), LongestDocument, cancellationToken));
        return found;
    }

    public Task PutAsync(string question, ReadOnlyMemory<byte> document, CancellationToken cancellationToken) =>
        TryAsync(question, () => _store.PutSealedAsync(KeyOf(question), document, cancellationToken));

    public Task ForgetAsync(string question, CancellationToken cancellationToken) =>
        TryAsync(question, () => _store.DeleteAsync(KeyOf(question), cancellationToken));

    private ObjectKey KeyOf(string question) => new(
        ObjectKind.Answer, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"answer/1\n{_source}\n{question}\n"))));

    private async Task TryAsync(string question, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogStoreFailed(exception, question);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The store cannot keep {Question}")]
    private partial void LogStoreFailed(Exception exception, string question);
}
