package draw

import (
	"fmt"
	"strings"
)

// palette are the colours of a picture in one scheme.
type palette struct{ ground, ink, muted, cell, border, red, grey, amber string }

func light() palette {
	return palette{"#ffffff", "#1f2328", "#57606a", "#eef1f5", "#8c959f", "#cf222e", "#6e7781", "#9a6700"}
}

func dark() palette {
	return palette{"#0d1117", "#e6edf3", "#9ea7b1", "#1c232d", "#7d8590", "#ff7b72", "#7d8590", "#d29922"}
}

// styleSheet is that of both schemes. Rules are written out, without variables: not every viewer knows those.
func styleSheet() string {
	return strings.Join([]string{
		"text{font-family:system-ui,-apple-system,'Segoe UI','Noto Sans',Helvetica,Arial,sans-serif;font-size:12px}",
		".name{font-size:14px;font-weight:600}",
		".line{fill:none;stroke-width:1.5}",
		".hit{fill:none;stroke:none;stroke-width:11;pointer-events:stroke}",
		".diverges .line,.diverges .box{stroke-dasharray:6 4}",
		".absent .line,.absent .box{stroke-dasharray:2 4}",
		".undecided .line,.undecided .box{stroke-dasharray:8 3 2 3}",
		".wire:hover .line{stroke-width:3.5}",
		".box{stroke-width:1.4}",
		".violates .box,.diverges .box{stroke-width:2}",
		".halo{paint-order:stroke;stroke-width:4;stroke-linejoin:round}",
		light().rules(),
		"@media (prefers-color-scheme:dark){" + dark().rules() + "}",
	}, "")
}

func (p palette) rules() string {
	var b strings.Builder
	rule := func(format string, colours ...any) { fmt.Fprintf(&b, format, colours...) }
	rule(".ground{fill:%s}text{fill:%s}.muted,.muted text{fill:%s}.cell{fill:%s}", p.ground, p.ink, p.muted, p.cell)
	rule(".frame{fill:none;stroke:%s}.box{fill:%s;stroke:%s}", p.border, p.ground, p.border)
	rule(".line{stroke:%s}.head{fill:%s}.halo{stroke:%s}", p.muted, p.muted, p.ground)
	colours := map[State]string{Violates: p.red, Diverges: p.red, Absent: p.grey, Undecided: p.amber}
	for _, s := range States() {
		if class, colour := classOf(s), colours[s]; class != "" {
			rule(".%s .box,.%s .line,.frame.%s{stroke:%s}", class, class, class, colour)
			rule(".%s .head,.%s .mark{fill:%s}", class, class, colour)
		}
	}
	return b.String()
}

// classOf is the class of a state, empty for what is as documented.
func classOf(s State) string {
	switch s {
	case Violates:
		return "violates"
	case Diverges:
		return "diverges"
	case Absent:
		return "absent"
	case Undecided:
		return "undecided"
	}
	return ""
}
