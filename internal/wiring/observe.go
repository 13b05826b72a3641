package wiring

import (
	"math"
	"strings"

	"github.com/archcheck/archcheck/internal/figure"
	"github.com/archcheck/archcheck/internal/model"
)

// forcesTLS reads the engine's parameter for it, or the engine's own default.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
func (b *builder) forcesTLS(d *model.Database) model.Value[bool] {
	engine, ok := d.Engine.Get()
	if !ok {
		return model.Unknown[bool](d.Engine.Why())
	}
	name := switchOf(engine)
	if d.ParameterGroup.Or("") != "" && !strings.HasPrefix(d.ParameterGroup.Or(""), "default.") {
		return b.parameter(d, name)
	}
	if !d.ParameterGroup.IsKnown() && d.ParameterGroup.Why().Reason != model.KnownAfterApply {
		return model.Unknown[bool](d.ParameterGroup.Why())
	}
	return tlsByDefault(d, name)
}

func (b *builder) parameter(d *model.Database, name string) model.Value[bool] {
	g := b.ParameterGroups[d.ParameterGroup.Or("")]
	if g == nil {
		return model.Unknown[bool](
			model.Why{
				Reason: model.NotInSource,
				Detail: "the parameter group " + d.ParameterGroup.Or("") + " was not read",
			},
		)
	}
	if status, isKnown := d.ParameterStatus.Get(); isKnown && status != "in-sync" {
		return model.Unknown[bool](
			model.Why{
				Reason: model.NotRecorded,
				Detail: "its parameter group is " + status + ", and which values are in force RDS does not tell",
			},
		)
	} else if !isKnown && d.ParameterStatus.Why().Reason != model.KnownAfterApply {
		return model.Unknown[bool](d.ParameterStatus.Why())
	}
	for _, p := range g.Parameters.Items() {
		if !p.Name.IsKnown() {
			g = withoutNames(g, p.Name.Why())
		}
		if p.Name.Or("") != name {
			continue
		}
		value, ok := p.Value.Get()
		if !ok {
			return model.Unknown[bool](p.Value.Why())
		}
		return model.Known(value == "1" || strings.EqualFold(value, "ON"))
	}
	if !g.Parameters.IsWhole() {
		return model.Unknown[bool](g.Parameters.Why())
	}
	return tlsByDefault(d, name)
}

// withoutNames is a group of whose parameters one is not known by its name: it may be any.
func withoutNames(g *model.ParameterGroup, why model.Why) *model.ParameterGroup {
	open := *g
	open.Parameters = open.Parameters.Broken(why)
	return &open
}

// switchOf is the name of the parameter by which an engine refuses plain connections.
func switchOf(engine string) string {
	if strings.Contains(engine, "postgres") || strings.HasPrefix(engine, "sqlserver") {
		return "rds.force_ssl"
	}
	return "require_secure_transport"
}

// firstForcing are the first versions that refuse plain connections where nobody sets the parameter, by the start of
// the engine's name; the longer start counts. Of SQL Server none does, of Oracle an option group decides.
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mariadb-ssl-connections.require-ssl.html
func firstForcing(engine string) (first [2]int, known bool) {
	for _, e := range []struct {
		engine string
		first  [2]int
	}{
		{"aurora-postgresql", [2]int{17, 0}},
		{"postgres", [2]int{15, 0}},
		{"aurora-mysql", [2]int{8, 4}},
		{"mysql", [2]int{8, 4}},
		{"mariadb", [2]int{11, 8}},
		{"sqlserver", [2]int{math.MaxInt, 0}},
	} {
		if strings.HasPrefix(engine, e.engine) {
			return e.first, true
		}
	}
	return first, false
}

// tlsByDefault is whether a version refuses plain connections by itself. Which later versions of MySQL and MariaDB do
// is not taken for granted.
func tlsByDefault(d *model.Database, name string) model.Value[bool] {
	version, known := d.EngineVersion.Get()
	if !known {
		return model.Unknown[bool](d.EngineVersion.Why())
	}
	first, told := firstForcing(d.Engine.Or(""))
	major, rest, _ := strings.Cut(version, ".")
	minor, _, _ := strings.Cut(rest, ".")
	m, isMajor := figure.Whole(major)
	n, isMinor := figure.Whole(minor)
	switch {
	case !told || !isMajor:
	case m < first[0], m == first[0] && isMinor && n < first[1]:
		return model.Known(false)
	case name == "rds.force_ssl":
		return model.Known(true)
	}
	return model.Unknown[bool](
		model.Why{
			Reason: model.NotRecorded,
			Detail: "no parameter group sets " + name + ", and the engine's default is not taken for granted",
		},
	)
}
