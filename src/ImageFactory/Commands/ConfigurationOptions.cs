using System.CommandLine;
using ImageFactory.Configuration;

namespace ImageFactory.Commands;

/// <summary>The options that <c>serve</c> and <c>build</c> share.</summary>
internal sealed class ConfigurationOptions
{
    private readonly Option<string?> _data = new("--data") { Description = "The directory of the store. Default: imagefactory in the user's application data" };
    private readonly Option<string?> _source = new("--source") { Description = "Where Talos images come from: an OCI image layout directory, or a registry such as ghcr.io." };
    private readonly Option<string[]> _mirrors = new("--mirror") { Description = "A mirror of the registry, asked before it: [http://]host[:port][/prefix]. May be given several times." };
    private readonly Option<string?> _externalUrl = new("--external-url") { Description = "The URL under which clients reach this factory." };
    private readonly Option<string?> _config = new("--config") { Description = "A JSON file with the configuration." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_source);
        command.Options.Add(_mirrors);
        command.Options.Add(_externalUrl);
        command.Options.Add(_config);
    }

    /// <summary>Reads the configuration with what the command line says.</summary>
    public FactoryOptions Read(ParseResult arguments, params ReadOnlySpan<(string Key, string? Value)> more)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [nameof(FactoryOptions.Data)] = arguments.GetValue(_data),
            [nameof(FactoryOptions.Source)] = arguments.GetValue(_source),
            [nameof(FactoryOptions.ExternalUrl)] = arguments.GetValue(_externalUrl),
        };
        foreach (var (key, value) in more)
        {
            values[key] = value;
        }

        var options = FactoryOptionsReader.Read(arguments.GetValue(_config), values);
        if (arguments.GetValue(_mirrors) is { Length: > 0 } mirrors)
        {
            // Instead of those that are configured: lists would be mixed.
            options.Mirrors = mirrors;
        }

        return options;
    }
}
