using Reports.Domain.Catalog;

namespace Reports.Web.Localization;

/// <summary>Names of regions: the world and the macro-regions from the texts, countries and subdivisions from CLDR.</summary>
public static class RegionText
{
    public static string Region(this Texts texts, string region) =>
        texts.Find("region." + region) ?? RegionNames.Of(region, texts.Language);

    /// <summary>
    /// A template around the name as it stands in a sentence: "in the {0}", "negli {0}". <paramref name="first"/> is false inside a list,
    /// where some languages do not repeat the preposition.
    /// </summary>
    public static string Place(this Texts texts, string region, bool first)
    {
        var key = first ? "place.in" : "place.and";
        return texts.Find($"{key}.{region}") ?? texts[key];
    }

    /// <summary>Names in a row, the last one joined as the language does: "a, b and c".</summary>
    public static string List(this Texts texts, IEnumerable<string> names)
    {
        var all = names.ToList();
        var list = all.FirstOrDefault("");
        for (var i = 1; i < all.Count; i++)
        {
            list = texts.Format(i == all.Count - 1 ? "list.last" : "list.more", list, all[i]);
        }

        return list;
    }

    /// <summary>The first of the names of countries, and how many others there are: "a, b and 7 more".</summary>
    public static string List(this Texts texts, IEnumerable<string> names, int most)
    {
        var all = names.ToList();
        return all.Count <= most ? texts.List(all) : texts.Plural("replay.more", all.Count - most, string.Join(texts["replay.comma"], all.Take(most)));
    }
}
