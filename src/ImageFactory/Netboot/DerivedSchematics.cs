using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using ImageFactory.Assets;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Boot.Meta;
using ImageFactory.Endpoints;
using ImageFactory.Netboot.Rules;

namespace ImageFactory.Netboot;

/// <summary>
/// What a rule adds to its schematic becomes a schematic of its own, kept by the factory. So what boots is an asset like any other: its ID tells
/// all that is in it, and its command line is in the signature of a SecureBoot UKI, which ignores every other.
/// </summary>
internal sealed class DerivedSchematics(HttpClient http)
{
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<string, Task<SchematicId>> _known = new(StringComparer.Ordinal);

    /// <summary>The schematic that has all that a rule asks for.</summary>
    /// <param name="factory">The factory's URL.</param>
    /// <param name="target">What the rule asks for.</param>
    /// <param name="isUki">
    /// Whether a UKI boots: its command line has no META values, unless they are among the arguments.
    /// </param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="FactoryException">The factory does not answer, or refuses.</exception>
    public async Task<SchematicId> GetAsync(string factory, NetbootTarget target, bool isUki, CancellationToken cancellationToken)
    {
        if (!isUki && target.Arguments.Count == 0 && target.Meta.Count == 0)
        {
            return target.Schematic;
        }

        if (_known.Count > MostKept)
        {
            // Rules have been changed more often than anybody counts.
            _known.Clear();
        }

        var key = string.Join('\n', [factory, $"{target.Schematic} {target.Version} {isUki}", .. target.Arguments, .. target.Meta.Select(each => each.ToString())]);
        var task = _known.GetOrAdd(key, _ => DeriveAsync(factory, target, isUki));
        try
        {
            return await task.WaitAsync(cancellationToken);
        }
        catch (FactoryException)
        {
            _known.TryRemove(KeyValuePair.Create(key, task));
            throw;
        }
    }

    /// <summary>The schematic with what a rule adds.</summary>
    internal static Schematic Derive(Schematic schematic, NetbootTarget target, bool isUki)
    {
        var customization = schematic.Customization;
        IReadOnlyList<MetaValue> meta =
            [.. customization.Meta.Where(value => target.Meta.All(each => each.Key != value.Key)), .. target.Meta];
        IReadOnlyList<string> arguments = [.. customization.ExtraKernelArguments, .. target.Arguments];
        return schematic with
        {
            Customization = isUki && meta.Count > 0
                ? customization with { ExtraKernelArguments = [.. arguments, KernelArguments.OfMeta(target.Version, meta)], Meta = [] }
                : customization with { ExtraKernelArguments = arguments, Meta = meta },
        };
    }

    // For all who wait: nobody's leaving ends it. The client's own timeout does.
    private async Task<SchematicId> DeriveAsync(string factory, NetbootTarget target, bool isUki)
    {
        var url = $"{factory}/schematics";
        try
        {
            using var found = await http.GetAsync(new Uri($"{url}/{target.Schematic}"), CancellationToken.None);
            var schematic = StoredSchematic.Decode(await ReadAsync(found, HttpStatusCode.OK)).Schematic;
            var derived = Derive(schematic, target, isUki);
            using var content = new ByteArrayContent(SchematicWriter.Write(derived));
            using var created = await http.PostAsync(new Uri(url), content, CancellationToken.None);
            var answer = JsonSerializer.Deserialize(await ReadAsync(created, HttpStatusCode.Created), JsonDocuments.Default.CreatedSchematic);
            return SchematicId.TryParse(answer?.Id, out var id) && id == SchematicId.Of(derived)
                ? id
                : throw new FactoryException(FactoryError.SourceInvalid, $"The factory {factory} keeps another schematic than it was given.");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException)
        {
            throw new FactoryException(FactoryError.SourceUnavailable, $"The factory {factory} does not answer: {exception.Message}", exception);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var body = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
        return answer.StatusCode == expected ? body : throw FactoryAnswer.Refusal(answer, body);
    }
}
