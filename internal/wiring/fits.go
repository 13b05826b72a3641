package wiring

import (
	"path"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// FitsMatch reports whether all that an entry gives fits a resource. A name or a tag that is not known may
// fit; one part that does not decides, whatever is not known of the others.
func FitsMatch(match document.Match, r *model.Resource) model.Value[bool] {
	all := []model.Value[bool]{fitsAddress(match.Address, r), fitsText(match.ARN, r.Source.ARN)}
	if match.Name != "" {
		all = append(all, model.Map(r.Name, func(name string) bool { return isLike(match.Name, name) }))
	}
	for key, pattern := range match.Tags {
		all = append(all, fitsTag(key, pattern, r.Tags))
	}
	return model.Every(all...)
}

// fitsAddress compares addresses as Terraform writes them, and with the input before them where two of
// several inputs have the same.
func fitsAddress(pattern string, r *model.Resource) model.Value[bool] {
	return model.Known(
		pattern == "" || isLike(pattern, r.Source.Address) || r.Source.Input != "" && isLike(pattern, r.ID),
	)
}

func fitsText(pattern, text string) model.Value[bool] {
	return model.Known(pattern == "" || isLike(pattern, text))
}

// fitsTag reports whether a tag is there and fits; its value may be one that apply will tell.
func fitsTag(key, pattern string, tags model.Value[map[string]string]) model.Value[bool] {
	all, known := tags.Get()
	if !known {
		return model.Unknown[bool](tags.Why())
	}
	value, tagged := all[key]
	if strings.Contains(value, model.KnownLater) && pattern != "*" {
		return model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: "the tag " + key})
	}
	return model.Known(tagged && isLike(pattern, value))
}

// isLike reports whether a text fits a glob; brackets of addresses need no quoting.
func isLike(pattern, text string) bool {
	if pattern == text {
		return text != ""
	}
	ok, err := path.Match(
		strings.NewReplacer("[", `\[`, "]", `\]`, "/", "\x00").Replace(pattern),
		strings.ReplaceAll(text, "/", "\x00"),
	)
	return err == nil && ok
}
