//+ summary = "Papers that speak of a thing, those that name it most often first"
//+ columns = [
//+   "paper", "title", "year", "mentions", "url", "source",
//+ ]
//+ common = ["since", "on", "limit"]
//+ questions = [
//+   "which papers are about {thing}",
//+   "<which> papers (is|are|) (about|mention|discuss|deal with|on|treat|study|speak of|talk about|consider|investigate|analyse|cover) {thing}",
//+   "papers (on|about|mentioning|discussing|studying|dealing with|covering|that mention) {thing}",
//+   "<which> (literature|papers|work|research|studies|publications) (on|about|exists on|is there on) {thing}",
//+   "(literature|publications|research|studies|work|articles) (on|about) {thing}",
//+   "{thing} (papers|literature|publications)",
//+   "who (has|have|) (studied|written about|worked on|writes about|works on) {thing}",
//+   "where can i read about {thing}",
//+   "[<which>] papers (is|are|was|were) {thing} (mentioned|discussed|studied) in",
//+   "where is {thing} (mentioned|discussed|studied)",
//+ ]
//+
//+ [parameters.thing]
//+ kind = "entity"
//+ types = ["Method", "Dataset", "Task", "Problem", "Metric", "Concept"]
//+ help = "the thing that papers speak of"
//+ example = "self-attention"

MATCH (p:Paper)-[r:MENTIONS]->(b:Method|Dataset|Task|Problem|Metric|Concept)
WHERE b.id IN $thing
WITH p.id AS paper, p.title AS title, p.year AS year, p.url AS url, p.source AS source, r.occurrences AS occurrences
WHERE coalesce(year, 0) >= $since
WITH paper, title, year, url, source, coalesce(sum(occurrences), 0) AS mentions
RETURN paper, title, year, mentions, url, source
ORDER BY mentions DESC, coalesce(year, 0) DESC, paper
LIMIT $limit
