using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Client;

/// <summary>
/// Answers a registry's challenges, and remembers the answers for each scope. Credentials go to the host that they are for and
/// to no other: a token service on another host gets those that are configured for it, or none.
/// </summary>
internal sealed class Authorizer(RegistryEndpoint endpoint, RegistryOptions options, RedirectingClient client)
{
    private const int LongestAnswer = 64 * 1024;
    private const int MostRemembered = 4096;

    // The specification's value for services that do not say how long a token is good for.
    private const double ShortestLife = 60;
    private const double LongestLife = 24 * 60 * 60;

    // RFC 6750, section 2.1: b64token. What is not one could smuggle in headers.
    private static readonly Regex TokenGrammar = new(
        "^[A-Za-z0-9._~+/-]+=*\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private readonly ConcurrentDictionary<string, Authorization> _known = new(StringComparer.Ordinal);

    /// <summary>What was the right answer the last time, or null.</summary>
    public AuthenticationHeaderValue? Find(string scope) =>
        _known.TryGetValue(scope, out var known) && known.Expires > options.Time.GetUtcNow() ? known.Header : null;

    /// <summary>Answers the challenge of a refusal; false when there is nothing to answer, or nothing to answer it with.</summary>
    /// <exception cref="NotSupportedException">The credentials are somewhere else than in the configuration.</exception>
    /// <exception cref="InvalidDataException">The challenge, or what the token service says, is damaged.</exception>
    public async Task<bool> AnswerAsync(HttpResponseMessage refusal, string scope, CancellationToken cancellationToken)
    {
        _known.TryRemove(scope, out _);
        // Who is behind a redirect is not given anything.
        if (refusal.RequestMessage?.RequestUri is not { } asked || !endpoint.IsAt(asked) || Challenge.Find(refusal.Headers) is not { } challenge)
        {
            return false;
        }

        if (challenge.Realm is not null)
        {
            Remember(scope, await FetchTokenAsync(challenge.Realm, challenge.Service, scope, cancellationToken));
            return true;
        }

        if (options.Credentials.Find(endpoint.Address) is not { } basic)
        {
            return false;
        }

        Remember(scope, new Authorization(basic, DateTimeOffset.MaxValue));
        return true;
    }

    private void Remember(string scope, Authorization authorization)
    {
        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        _known[scope] = authorization;
    }

    private async Task<Authorization> FetchTokenAsync(Uri realm, string? service, string scope, CancellationToken cancellationToken)
    {
        var credentials = options.Credentials.Find(realm);
        var address = Challenge.TokenAddress(realm, service, scope);
        var asked = options.Time.GetUtcNow();
        using var response = await client.SendAsync(
            address,
            uri => new HttpRequestMessage(HttpMethod.Get, uri)
            {
                Headers = { Authorization = HasSameHost(uri, realm) ? credentials : null },
            },
            cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw await Refusals.ExplainAsync(response, options.Time, HintAt(realm, credentials), cancellationToken);
        }

        var body = await BoundedContent.ReadAsync(response, LongestAnswer, cancellationToken);
        var answer = DocumentJson.Read(body, ClientJson.Read.TokenAnswer);
        var token = string.IsNullOrEmpty(answer.Token) ? answer.AccessToken : answer.Token;
        if (token is null || !TokenGrammar.IsMatch(token))
        {
            throw new InvalidDataException("The token service gave no token.");
        }

        // A tenth is kept back for clocks and for the way.
        var life = Math.Clamp(answer.ExpiresIn ?? ShortestLife, ShortestLife, LongestLife) * 0.9;
        return new Authorization(new AuthenticationHeaderValue("Bearer", token), asked + TimeSpan.FromSeconds(life));
    }

    private string HintAt(Uri realm, AuthenticationHeaderValue? credentials) =>
        credentials is null && !endpoint.IsAt(realm) && options.Credentials.Find(endpoint.Address) is not null
            ? $"the credentials for '{endpoint.Address.Authority}' are not sent there; configure some for '{realm.Authority}'"
            : string.Empty;

    private static bool HasSameHost(Uri left, Uri right) =>
        Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private sealed record Authorization(AuthenticationHeaderValue Header, DateTimeOffset Expires);
}
