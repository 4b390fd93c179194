using System.Collections.Immutable;

namespace ImageFactory.Boot.CommandLine;

/// <summary>
/// An immutable kernel command line: an ordered list of keys, each with its values in order. Arguments with the same key stand
/// together at the place of the first one: <c>a b=1 a=2</c> becomes <c>a a=2 b=1</c>.
/// </summary>
public sealed class KernelCommandLine
{
    private readonly ImmutableList<Group> _groups;

    private KernelCommandLine(ImmutableList<Group> groups) => _groups = groups;

    /// <summary>No arguments.</summary>
    public static KernelCommandLine Empty { get; } = new([]);

    /// <summary>Reads arguments that are separated by white space; a key ends at the first <c>=</c>.</summary>
    public static KernelCommandLine Parse(string text)
    {
        var line = Empty;
        foreach (var argument in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            line = equals < 0 ? line.Add(argument, string.Empty) : line.Add(argument[..equals], argument[(equals + 1)..]);
        }

        return line;
    }

    /// <summary>The values of a key; null when the key is not there.</summary>
    public IReadOnlyList<string>? Find(string key)
    {
        var index = IndexOf(key);
        return index < 0 ? null : _groups[index].Values;
    }

    /// <summary>Adds a value behind the key's other values, or a new key at the end. An empty value shows the key alone.</summary>
    /// <exception cref="ArgumentException">The key or the value contains white space, or the key a <c>=</c>.</exception>
    public KernelCommandLine Append(string key, string value)
    {
        if (key.Length == 0 || key.Contains('=', StringComparison.Ordinal) || key.Any(char.IsWhiteSpace))
        {
            throw new ArgumentException($"'{key}' cannot be a key on the command line.", nameof(key));
        }

        if (value.Any(char.IsWhiteSpace))
        {
            throw new ArgumentException($"The value '{value}' contains white space.", nameof(value));
        }

        return Add(key, value);
    }

    /// <summary>
    /// Replaces each key of the arguments, at its place, by the arguments' values together; keys that are not there are appended.
    /// An argument with white space counts as several.
    /// </summary>
    public KernelCommandLine SetAll(IEnumerable<string> arguments) =>
        ParseAll(arguments)._groups.Aggregate(this, (line, group) => line.Set(group));

    /// <summary>
    /// Appends arguments: those in <paramref name="overwrittenKeys"/> replace what was there, as <see cref="SetAll"/> does. With
    /// <paramref name="negation"/>, <c>-key</c> removes a key and <c>-key=value</c> only that value of it. An argument with white
    /// space counts as several.
    /// </summary>
    public KernelCommandLine AppendAll(
        IEnumerable<string> arguments, IReadOnlyCollection<string>? overwrittenKeys = null, bool negation = false)
    {
        var line = this;
        foreach (var group in ParseAll(arguments)._groups)
        {
            if (negation && group.Key.Length > 1 && group.Key[0] == '-')
            {
                line = line.Negate(group.Key[1..], group.Values);
            }
            else if (overwrittenKeys?.Contains(group.Key, StringComparer.Ordinal) ?? false)
            {
                line = line.Set(group);
            }
            else
            {
                line = group.Values.Aggregate(line, (current, value) => current.Add(group.Key, value));
            }
        }

        return line;
    }

    /// <summary>Removes a key and all its values, if it is there.</summary>
    public KernelCommandLine Remove(string key)
    {
        var index = IndexOf(key);
        return index < 0 ? this : new(_groups.RemoveAt(index));
    }

    /// <summary>The arguments, separated by single spaces, without a line end.</summary>
    public override string ToString() =>
        string.Join(' ', _groups.SelectMany(group => group.Arguments()).Where(argument => argument.Length > 0));

    private static KernelCommandLine ParseAll(IEnumerable<string> arguments) => Parse(string.Join(' ', arguments));

    private KernelCommandLine Add(string key, string value)
    {
        var index = IndexOf(key);
        return index < 0
            ? new(_groups.Add(new Group(key, [value])))
            : new(_groups.SetItem(index, new Group(key, _groups[index].Values.Add(value))));
    }

    private KernelCommandLine Set(Group group)
    {
        var index = IndexOf(group.Key);
        return new(index < 0 ? _groups.Add(group) : _groups.SetItem(index, group));
    }

    // A group that loses all its values keeps its place: what is appended later shows up there.
    private KernelCommandLine Negate(string key, ImmutableList<string> values)
    {
        if (values[0].Length == 0)
        {
            return Remove(key);
        }

        var index = IndexOf(key);
        return index < 0
            ? this
            : new(_groups.SetItem(index, new Group(key, _groups[index].Values.RemoveAll(values.Contains))));
    }

    private int IndexOf(string key) => _groups.FindIndex(group => string.Equals(group.Key, key, StringComparison.Ordinal));

    private sealed record Group(string Key, ImmutableList<string> Values)
    {
        public IEnumerable<string> Arguments() => Values.Select(value => value.Length == 0 ? Key : $"{Key}={value}");
    }
}
