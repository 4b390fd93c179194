namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>Tags of YAML's type repository.</summary>
internal static class YamlTags
{
    public const string Text = "tag:yaml.org,2002:str";
    public const string Null = "tag:yaml.org,2002:null";
    public const string Boolean = "tag:yaml.org,2002:bool";
    public const string Whole = "tag:yaml.org,2002:int";
    public const string Real = "tag:yaml.org,2002:float";
    public const string Timestamp = "tag:yaml.org,2002:timestamp";
    public const string Binary = "tag:yaml.org,2002:binary";
    public const string Merge = "tag:yaml.org,2002:merge";
}
