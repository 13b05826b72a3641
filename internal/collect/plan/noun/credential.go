package noun

import (
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/credential"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// environmentName looks at a variable and keeps only what it says about credentials.
func (c *collector) environmentName(variable *fastjson.Value) model.EnvironmentName {
	name, value := member(variable, "name"), writtenOut(at(variable, "value"))
	return model.EnvironmentName{Name: resolve.Told(name), Credential: c.credentialUnder(name, value)}
}

// plainTexts looks at everything else of a container in which a credential may stand in plain.
func (c *collector) plainTexts(d *fastjson.Value) model.List[model.PlainText] {
	texts := model.Whole[model.PlainText]()
	for _, command := range []struct {
		place string
		path  []string
	}{{"command", []string{"command"}}, {"entry point", []string{"entryPoint"}}, {"health check", []string{"healthCheck", "command"}}} {
		args := at(d, command.path...)
		if len(args.GetArray()) > 0 {
			texts = texts.With(
				model.PlainText{
					Place:      model.Known(command.place),
					Credential: c.credentialIn(command.place, args.GetArray()),
				},
			)
		}
		texts = brokenWhere(texts, args, command.place)
	}
	for _, options := range []struct {
		place string
		path  []string
	}{{"label ", []string{"dockerLabels"}}, {"log option ", []string{"logConfiguration", "options"}}, {"FireLens option ", []string{"firelensConfiguration", "options"}}} {
		values := at(d, options.path...)
		texts = brokenWhere(texts, values, options.place)
		tree.Visit(values, func(name string, value *fastjson.Value) {
			place := model.Map(resolve.Told(name), func(name string) string { return options.place + name })
			texts = texts.With(model.PlainText{Place: place, Credential: c.credentialUnder(name, writtenOut(value))})
		})
	}
	return texts
}

// brokenWhere is a list of texts without those that only apply tells.
func brokenWhere(texts model.List[model.PlainText], v *fastjson.Value, place string) model.List[model.PlainText] {
	if !resolve.IsOpen(v) {
		return texts
	}
	return texts.Broken(model.Why{Reason: model.KnownAfterApply, Detail: strings.TrimSpace(place)})
}

// volumeTexts looks at the options of Docker's volumes, such as the password of a share.
func (c *collector) volumeTexts(in *read.Instance) model.List[model.PlainText] {
	n, s := in.Count("volume")
	texts := model.Whole[model.PlainText]()
	if s.IsOpen() {
		return texts.Broken(model.Why{Reason: model.KnownAfterApply, Detail: in.Expression("volume").Mentions()})
	}
	for i := range n {
		for _, options := range []string{"driver_opts", "labels"} {
			path := "volume." + strconv.Itoa(i) + ".docker_volume_configuration.0." + options
			texts = c.withOptions(texts, in, path, "volume option ")
		}
	}
	return texts
}

// connectTexts looks at the log options of the proxy that Service Connect runs, such as a token of Splunk.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html
func (c *collector) connectTexts(in *read.Instance) model.List[model.PlainText] {
	const place, path = "Service Connect log option ", "service_connect_configuration.0.log_configuration.0.options"
	return c.withOptions(model.Whole[model.PlainText](), in, path, place)
}

// withOptions is a list of texts with those of a map of options.
func (c *collector) withOptions(
	texts model.List[model.PlainText],
	in *read.Instance,
	path, place string,
) model.List[model.PlainText] {
	v, s := in.At(path)
	if s.IsOpen() {
		texts = texts.Broken(model.Why{Reason: model.KnownAfterApply, Detail: strings.TrimSpace(place)})
	}
	tree.Visit(v, func(name string, value *fastjson.Value) {
		text := model.PlainText{Place: model.Known(place + name)}
		if _, s := in.At(path + "." + name); s.IsOpen() {
			text.Credential = unseen("the " + place + name)
		} else {
			text.Credential = c.credentialUnder(name, writtenOut(value))
		}
		texts = texts.With(text)
	})
	return texts
}

// writtenOut is the text of a value, which may also be written as a number.
func writtenOut(v *fastjson.Value) string {
	if v == nil || v.Type() == fastjson.TypeNull || v.Type() == fastjson.TypeString {
		return string(v.GetStringBytes())
	}
	return string(v.MarshalTo(nil))
}

// credentialIn is the id of the rule that sees a credential in a command, empty for none.
func (c *collector) credentialIn(place string, args []*fastjson.Value) model.Value[string] {
	var texts []string
	for _, arg := range args {
		texts = append(texts, writtenOut(arg))
	}
	plain, harmless := c.harmless(credential.Command(texts))
	rule := c.credentials.Text(plain)
	if rule == "" && !harmless {
		return unseen("a part of the " + place)
	}
	return model.Known(rule)
}

// credentialUnder is the id of the rule that sees a credential in a value under a name, empty for none.
// Under a name that is not known yet it is one only if it is one under each.
func (c *collector) credentialUnder(name, value string) model.Value[string] {
	plain, harmless := c.harmless(value)
	if !resolve.Told(name).IsKnown() {
		rule := c.credentials.Text(plain)
		if rule == "" && (!harmless || c.credentials.Variable("PASSWORD", plain) != "") {
			return unseen("the name of a variable")
		}
		return model.Known(rule)
	}
	rule := c.credentials.Variable(name, plain)
	switch {
	case rule == "" && !harmless && credential.Named(name) && c.holdsSecret(value):
		return model.Known(credential.ByName)
	case rule == "" && !harmless:
		return unseen("the value of " + name)
	}
	return model.Known(rule)
}

func unseen(what string) model.Value[string] {
	return model.Unknown[string](model.Why{Reason: model.KnownAfterApply, Detail: what})
}

// holdsSecret reports whether a text is made of what is surely secret: a sensitive attribute, or what
// a resource draws by lot.
func (c *collector) holdsSecret(text string) bool {
	_, stands, after, found := c.Placeholder(text)
	if !found {
		return false
	}
	if stands != nil && len(stands.Origins) == 1 {
		in := c.ByAddress[stands.Origins[0].Address]
		if in != nil && (in.Marked(stands.Origins[0].Attribute) || strings.HasPrefix(in.Type, "random_")) {
			return true
		}
	}
	return c.holdsSecret(after)
}

// harmless puts StandIn where a text has placeholders; ok is false if one of them
// may be a credential: of an unsure origin, or of what is none of AWS's own and plain attributes.
func (c *collector) harmless(text string) (plain string, ok bool) {
	ok = true
	var b strings.Builder
	for {
		before, stands, after, found := c.Placeholder(text)
		b.WriteString(before)
		if !found {
			return b.String(), ok
		}
		b.WriteString(read.StandIn)
		ok = ok && stands != nil && !slices.ContainsFunc(stands.Origins, c.MayBeSecret) &&
			(stands.Exactly || !c.hidesCredential(stands.Value))
		text = after
	}
}

// hidesCredential reports whether a function may make of a value what nobody recognizes as a credential any more: one
// of the texts that it is made of would be one, and is too long for a mark between others.
func (c *collector) hidesCredential(value source.Value) bool {
	return slices.ContainsFunc(value.Texts(read.StandIn), func(text string) bool {
		return c.credentials.Text(text) != "" ||
			len(text) >= read.HeadLength && c.credentials.Variable("PASSWORD", text) != ""
	})
}
