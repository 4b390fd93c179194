using System.ComponentModel.DataAnnotations;
using ImageFactory.Assets;

namespace ImageFactory.Configuration;

/// <summary>The one place where configuration becomes <see cref="FactoryOptions"/>.</summary>
internal static class FactoryOptionsReader
{
    /// <summary>Reads file, environment and the command line's own values, and checks them all.</summary>
    /// <exception cref="FactoryException">A value is missing or wrong; one line for each.</exception>
    public static FactoryOptions Read(string? file, IReadOnlyDictionary<string, string?> commandLine)
    {
        var builder = new ConfigurationBuilder();
        if (file is not null)
        {
            builder.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
        }

        builder.AddEnvironmentVariables("IMAGEFACTORY_");
        builder.AddInMemoryCollection(commandLine.Where(pair => pair.Value is not null));
        var options = new FactoryOptions();
        try
        {
            builder.Build().Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            // The binder's answer to a text where a number or one of a few words belongs.
            throw new FactoryException(FactoryError.InvalidCombination, exception.Message, exception);
        }

        Check(options);
        return options;
    }

    private static void Check(FactoryOptions options)
    {
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true))
        {
            throw new FactoryException(
                FactoryError.InvalidCombination, string.Join('\n', faults.Select(fault => fault.ErrorMessage)));
        }
    }
}
