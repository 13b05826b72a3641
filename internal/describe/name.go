package describe

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// longest is how long a name in a document can be; some characters are left for a number.
const longest = 56

// named is a name for a resource that the document does not have yet: its own, its label in Terraform, or its kind.
func (d *draft) named(r *model.Resource, kind string) string {
	own := nameFrom(r.Name.Or(""))
	for _, name := range []string{own, own + "-" + strings.ReplaceAll(kind, "_", "-"), kind} {
		if d.isFree(name) {
			return name
		}
	}
	return d.numbered(kind)
}

// numbered is a name with the first number that makes it one of its own.
func (d *draft) numbered(name string) string {
	if d.isFree(name) {
		return name
	}
	for i := 2; ; i++ {
		if next := fmt.Sprintf("%s_%d", name, i); !d.isReserved(next) {
			return next
		}
	}
}

func (d *draft) isFree(name string) bool { return document.IsName(name) && !d.isReserved(name) }

// isReserved reports whether a name is taken, by what a document in Markdown heads its other tables with too.
func (d *draft) isReserved(name string) bool {
	return document.IsTaken(name) || document.IsSectionTitle(name) || d.taken(name)
}

// nameFrom makes a name of a text: letters, digits, _ and -, with a letter at its beginning.
func nameFrom(text string) string {
	name := strings.Trim(regexp.MustCompile(`[^A-Za-z0-9_-]+`).ReplaceAllString(text, "-"), "-_")
	name = strings.TrimLeft(name, "0123456789-_")
	return strings.TrimRight(name[:min(len(name), longest)], "-_")
}
