package resolve

import (
	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// Region is the resource's own (provider 6, or its ARN), else that of its provider configuration.
func (l *Linker) Region(in *read.Instance) model.Value[string] {
	region := in.Text("region", "")
	if _, s := in.At("region"); region.Or("") != "" || s == read.Unknown && in.Expression("region").Kind != read.Unset {
		return region
	}
	if region := regionOfARN(in); region != "" {
		return model.Known(region)
	}
	if region, ok := l.regions[l.provider(in)]; ok {
		return region
	}
	return model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
}

// provider is the key of the resource's provider configuration, that of its input's root where none is
// known, as in a state.
func (l *Linker) provider(in *read.Instance) string {
	root := l.InputOf(in.Module).Root
	switch {
	case in.Config == nil:
		return root
	case l.onlyProviders[root] != "":
		return l.onlyProviders[root]
	}
	return in.Config.Provider
}

// findOnlyProviders are the provider configurations for AWS of those inputs that have no second one:
// everything has it, also what Terraform lists under a key of its module's.
func (l *Linker) findOnlyProviders() map[string]string {
	only := map[string]string{}
	for _, in := range l.Inputs {
		var keys, inherited []string
		for key, provider := range l.Resolver.config.Providers {
			switch {
			case string(provider.GetStringBytes("name")) != "aws" ||
				!in.IsWithin(moduleOf(provider)):
			case inherits(in, provider):
				inherited = append(inherited, key)
			default:
				keys = append(keys, key)
			}
		}
		if len(keys) == 0 {
			keys = inherited
		}
		switch len(keys) {
		case 0:
			only[in.Root] = in.Key("aws")
		case 1:
			only[in.Root] = keys[0]
		}
	}
	return only
}

// inherits recognizes what is no provider configuration: what a module within says it requires, where the module around
// it says nothing. It works with one of those around it.
// https://developer.hashicorp.com/terraform/language/modules/develop/providers#implicit-provider-inheritance
func inherits(in *read.Input, provider *fastjson.Value) bool {
	return moduleOf(provider) != in.Root && provider.Get("version_constraint") != nil &&
		provider.Get("expressions") == nil && provider.Get("alias") == nil
}

// findRegions says where each provider configuration works: in the region that is written
// there, else, where it is left to the environment, in the only one that anything of it shows.
func (l *Linker) findRegions() map[string]model.Value[string] {
	shown := map[string]map[string]bool{}
	for _, in := range l.Instances {
		key := l.provider(in)
		if shown[key] == nil {
			shown[key] = map[string]bool{}
		}
		if region := shownRegion(in); region != "" {
			shown[key][region] = true
		}
	}
	return writtenOrShown(shown, l.writtenRegion)
}

// writtenOrShown is what is written for each key, else the only thing that is shown of it.
func writtenOrShown(
	shown map[string]map[string]bool,
	written func(key string) model.Value[string],
) map[string]model.Value[string] {
	all := map[string]model.Value[string]{}
	for key, values := range shown {
		all[key] = written(key)
		if all[key].IsKnown() || len(values) != 1 {
			continue
		}
		for value := range values {
			all[key] = model.Known(value)
		}
	}
	return all
}

// writtenRegion is the region argument of a provider configuration.
func (l *Linker) writtenRegion(key string) model.Value[string] {
	provider := l.Resolver.config.Providers[key]
	why := model.Why{Reason: model.KnownAfterApply}
	if !l.IsRoot(key) {
		why.Same = "region|" + key // whichever it is, it is one
	}
	if provider == nil {
		return model.Unknown[string](why)
	}
	if argumentOf(provider, []string{"region"}).Kind == read.Unset {
		why.Detail = "the provider takes it from the environment"
		return model.Unknown[string](why)
	}
	if region, ok := l.textOfProvider(provider, isRegion, "region"); ok {
		return model.Known(region)
	}
	return model.Unknown[string](why)
}

// shownRegion is the region that a resource, or a data source about the region itself, shows
// of its provider configuration. A region argument of its own shows nothing of it.
func shownRegion(in *read.Instance) string {
	switch {
	case in.Text("region", "").Or("") != "" && in.Type != "aws_region":
		return ""
	case in.Data && (in.Type == "aws_region" || in.Type == "aws_availability_zones"):
		return in.Text("id", "").Or("") // both have the region's name for an id
	case in.Data:
		return ""
	}
	return regionOfARN(in)
}

// regionOfARN is the region in a managed resource's ARN, empty for what is global or not yet there.
func regionOfARN(in *read.Instance) string {
	arn, _ := model.ParseARN(in.ARN())
	return arn.Region
}
