package report

import (
	"cmp"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
)

// worst are the violations, the gravest first, without those of the baseline.
func worst(r *verdict.Report) []verdict.Verdict {
	return ordered(r, func(v verdict.Verdict) bool { return v.Status == verdict.Fail && !v.Known })
}

// known are the violations that stand in the baseline.
func known(r *verdict.Report) []verdict.Verdict {
	return ordered(r, func(v verdict.Verdict) bool { return v.Known })
}

// open are the verdicts that leave a run undecided, the gravest first.
func open(r *verdict.Report) []verdict.Verdict { return ordered(r, r.Summary.Undecides) }

func ordered(r *verdict.Report, take func(verdict.Verdict) bool) []verdict.Verdict {
	var all []verdict.Verdict
	for _, v := range r.Verdicts {
		if take(v) {
			all = append(all, v)
		}
	}
	slices.SortStableFunc(all, func(a, b verdict.Verdict) int {
		return cmp.Or(
			cmp.Compare(a.Severity.Rank(), b.Severity.Rank()),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Resource.ID, b.Resource.ID),
		)
	})
	return all
}

// place is a line of a file in the repository.
type place struct {
	file string
	line int
}

// placeOf is where a consumer shows a verdict: at the line that causes it, else where the resource is
// written, else at the documented requirement. What lies outside the repository, as downloaded modules do,
// is no place that a consumer can show.
func placeOf(v verdict.Verdict, r *verdict.Report, o Options) place {
	var all []place
	for _, c := range v.Causes {
		all = append(all, place{c.File, c.Line})
	}
	all = append(all, place{v.Resource.File, v.Resource.Line}, documented(v, r))
	for _, p := range all {
		if file := o.inRepository(p.file); file != "" {
			return place{file, max(p.line, 1)}
		}
	}
	return place{path.Base(filepath.ToSlash(documented(v, r).file)), max(documented(v, r).line, 1)}
}

// documented is the line of the requirement that a verdict is about, in the file that `archcheck init`
// writes where the document is the built-in one.
func documented(v verdict.Verdict, r *verdict.Report) place {
	p := place{file: r.Document.File}
	if q := v.Requirement; q != nil && q.File != "" {
		p = place{q.File, q.Line}
	}
	p.file, _, _ = strings.Cut(cmp.Or(p.file, "architecture.yaml"), " (")
	return p
}

// inRepository is a file's path from the root of the repository with slashes; empty for what lies outside,
// and for modules that Terraform downloaded.
func (o Options) inRepository(file string) string {
	if file == "" {
		return ""
	}
	if filepath.IsAbs(file) {
		relative, err := filepath.Rel(filepath.FromSlash(o.Root), file)
		if o.Root == "" || err != nil {
			return ""
		}
		file = relative
	} else {
		file = filepath.Join(o.Folder, file)
	}
	file = path.Clean(filepath.ToSlash(file))
	if file == ".." || strings.HasPrefix(file, "../") || slices.Contains(strings.Split(file, "/"), ".terraform") {
		return ""
	}
	return plain.Line(file)
}
