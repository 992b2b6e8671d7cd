using CsCheck;
using Reports.Fuzzing;
using Reports.Web.Tests.House;

namespace Reports.Web.Tests.Fuzzing;

/// <summary>What coverage-guided fuzzing has collected, and what once broke something, given to the same targets again (<c>eng/fuzz.sh</c>).</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory, MemberData(nameof(Targets))]
    public void No_input_of_the_corpus_and_no_finding_breaks_a_promise(string name)
    {
        var target = FuzzTargets.Start(name);
        var inputs = Files("Corpus", name);
        Assert.NotEmpty(inputs);
        foreach (var file in inputs.Concat(Files("Findings", name)))
        {
            var exception = Record.Exception(() => target.Give(File.ReadAllBytes(file)));
            Assert.True(exception is null, $"{Path.GetRelativePath(Repository.Root, file)}: {exception}");
        }
    }

    [Theory, MemberData(nameof(Targets))]
    public void Nor_does_any_input_that_is_nearly_one_of_them(string name)
    {
        var target = FuzzTargets.Start(name);
        Hostile.Bytes(Gen.OneOf([.. Files("Corpus", name).Select(File.ReadAllBytes)])).Sample(target.Give, iter: 2_000, threads: 1);
    }

    [Fact]
    public void The_corpus_stays_small_and_has_plain_names()
    {
        var files = new DirectoryInfo(Path.Combine(Repository.Root, "tests/Reports.Fuzzing/Corpus")).GetFiles("*", SearchOption.AllDirectories);

        Assert.InRange(files.Length, 1, 200);
        Assert.InRange(files.Sum(file => file.Length), 1, 500_000);
        Assert.All(files, file => Assert.All(file.Name, character => Assert.True(char.IsAsciiLetterOrDigit(character) || character == '-', file.Name)));
    }

    private static string[] Files(string folder, string target)
    {
        var path = Path.Combine(Repository.Root, "tests/Reports.Fuzzing", folder, target);
        return Directory.Exists(path) ? Directory.GetFiles(path) : [];
    }
}
