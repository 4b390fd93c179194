namespace ImageFactory.Boot.Tests.Initramfs;

/// <summary>Texts that a careless YAML writer turns into something else.</summary>
public static class Texts
{
    public static TheoryData<string> Odd =>
    [
        string.Empty,
        " leading and trailing ",
        "null",
        "~",
        "yes",
        "1.10",
        "0x1F",
        "a: b # c",
        "- [x, {y}]",
        "'single' \"double\" \\back\\slash\\n",
        "&anchor *alias !tag %directive @at `tick",
        "first\nsecond\n\n  indented\n\ttab\nlast\n",
        "carriage\r\nreturn",
        "\n\n\n",
        "\0\x01\x1B\x7F\x85\xA0\u2028\u2029\uFEFF\uFFFD",
        "größe 大きさ 😀",
        "customization:\n    extraKernelArgs:\n        - \"a=b\"\n",
        new string('x', 5000) + " " + new string('y', 5000),
    ];
}
