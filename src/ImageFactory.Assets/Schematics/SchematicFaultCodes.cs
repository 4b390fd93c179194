namespace ImageFactory.Assets.Schematics;

/// <summary>The stable names of what can be wrong with a schematic.</summary>
public static class SchematicFaultCodes
{
    /// <summary>There is no document.</summary>
    public const string Empty = "empty";

    /// <summary>The bytes are not UTF-8 or UTF-16 text, or a string is not Unicode.</summary>
    public const string Encoding = "encoding";

    /// <summary>A character that YAML does not allow unescaped.</summary>
    public const string Character = "character";

    /// <summary>Not YAML.</summary>
    public const string Syntax = "syntax";

    /// <summary>Larger, deeper or more repetitive than allowed.</summary>
    public const string TooLarge = "too-large";

    /// <summary>An alias or merge key that leads nowhere.</summary>
    public const string Alias = "alias";

    /// <summary>A tag that does not suit its value.</summary>
    public const string Tag = "tag";

    /// <summary>A field that schematics do not have.</summary>
    public const string UnknownField = "unknown-field";

    /// <summary>A field given twice.</summary>
    public const string DuplicateField = "duplicate-field";

    /// <summary>A value of another type than expected.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>A value that is not one of those allowed.</summary>
    public const string InvalidValue = "invalid-value";

    /// <summary>There are more faults than are listed.</summary>
    public const string TooManyFaults = "too-many-faults";
}
