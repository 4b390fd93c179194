using ImageFactory.Assets;

namespace ImageFactory.Reproduction;

/// <summary>An asset at a URL, which is read while it comes.</summary>
internal sealed class RemoteAsset : IDisposable
{
    private readonly HttpClient _client;
    private readonly HttpResponseMessage _answer;

    private RemoteAsset(HttpClient client, HttpResponseMessage answer, Stream content)
    {
        _client = client;
        _answer = answer;
        Content = content;
    }

    /// <summary>The bytes.</summary>
    public Stream Content { get; }

    /// <summary>Asks for it.</summary>
    /// <exception cref="FactoryException">The factory does not give it.</exception>
    public static async Task<RemoteAsset> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        // The factory may have to build it first.
        var client = new HttpClient { Timeout = TimeSpan.FromMinutes(30) };
        try
        {
            client.DefaultRequestHeaders.UserAgent.ParseAdd("imagefactory");
            var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode
                ? new RemoteAsset(client, answer, await answer.Content.ReadAsStreamAsync(cancellationToken))
                : throw new FactoryException(FactoryError.SourceUnavailable, $"The factory at {url.Authority} answers with {(int)answer.StatusCode} to the question for the asset.");
        }
        catch (HttpRequestException exception)
        {
            client.Dispose();
            throw new FactoryException(FactoryError.SourceUnavailable, $"The factory at {url.Authority} cannot be asked: {exception.Message}", exception);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Content.Dispose();
        _answer.Dispose();
        _client.Dispose();
    }
}
