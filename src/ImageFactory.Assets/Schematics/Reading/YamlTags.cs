namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>Tags of YAML's type repository.</summary>
internal static class YamlTags
{
    public const string Prefix = "tag:yaml.org,2002:";
    public const string Text = Prefix + "str";
    public const string Null = Prefix + "null";
    public const string Boolean = Prefix + "bool";
    public const string Whole = Prefix + "int";
    public const string Real = Prefix + "float";
    public const string Timestamp = Prefix + "timestamp";
    public const string Binary = Prefix + "binary";
    public const string Merge = Prefix + "merge";
}
