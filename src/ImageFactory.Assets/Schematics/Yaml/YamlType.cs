namespace ImageFactory.Assets.Schematics.Yaml;

/// <summary>What a scalar is.</summary>
public enum YamlType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>No value.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number from -2^63 to 2^64-1.</summary>
    Whole,

    /// <summary>A 64-bit floating point number.</summary>
    Real,

    /// <summary>A date, with or without a time of day.</summary>
    Timestamp,
}
