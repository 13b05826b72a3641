package wiring

import (
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

func (b *builder) loadBalancer(lb *model.LoadBalancer, member Member) (watched Watched) {
	f := LoadBalancer{
		LoadBalancer: *lb,
		Member:       member,
		Scheme:       model.Map(lb.Internal, scheme),
		WearsGroups:  hasItems(lb.SecurityGroups),
	}
	f.CrossZone, f.CrossZoneEver = b.spreads(lb)
	f.AccessLogs, f.LogNotes = b.accessLogs(lb)
	f.HTTPSListeners = gapped(b.Model, model.Whole[string](), "listeners")
	f.PlainListeners = gapped(b.Model, model.Whole[string](), "listeners")
	for _, l := range b.listened[""] {
		f.HTTPSListeners = f.HTTPSListeners.Broken(l.LoadBalancer.Why())
		f.PlainListeners = f.PlainListeners.Broken(l.LoadBalancer.Why())
	}
	for _, l := range b.listened[lb.ID] {
		b.listener(&f, l, member)
	}
	b.alias(&f)
	b.protection(&f)
	watched = b.alarmsOf(b.watches.loadBalancer(lb), b.watches.balancerSubject(lb), member)
	watched.Alarms = asFar(watched.Alarms, elsewhere(&lb.Resource, "alarms"))
	f.HTTPSListeners = asFar(f.HTTPSListeners, elsewhere(&lb.Resource, "listeners"))
	f.PlainListeners = asFar(f.PlainListeners, elsewhere(&lb.Resource, "listeners"))
	f.AliasRecords = asFar(f.AliasRecords, elsewhere(&lb.Resource, "records"))
	f.UncoveredNames = asFar(f.UncoveredNames, elsewhere(&lb.Resource, "records"))
	b.facts.LoadBalancers = append(b.facts.LoadBalancers, f)
	return watched
}

// hasItems is whether a list has any item.
func hasItems(list model.List[string]) model.Value[bool] {
	if len(list.Items()) == 0 && !list.IsWhole() {
		return model.Unknown[bool](list.Why())
	}
	return model.Known(len(list.Items()) > 0)
}

func scheme(internal bool) string {
	if internal {
		return "internal"
	}
	return "internet-facing"
}

// listener sorts a listener by its protocol; one of unknown protocol is judged as both.
func (b *builder) listener(f *LoadBalancer, l *model.Listener, member Member) {
	protocol, known := l.Protocol.Get()
	port, portKnown := l.Port.Get()
	fact := Listener{
		Listener:      *l,
		Member:        member,
		TLSMinimum:    b.tlsMinimum(l.SSLPolicy),
		ForwardsPlain: b.forwardsPlain(l),
	}
	fact.Certificates = b.presented(l) // in place of the listener's own
	if !known {                        // what only one of the two is asked is not known of either
		fact.TLSMinimum = model.Unknown[string](l.Protocol.Why())
		fact.Certificates = fact.Certificates.Broken(l.Protocol.Why())
		fact.ForwardsPlain = model.Part[string](l.Protocol.Why())
	}
	if !known || terminatesTLS(protocol) {
		b.facts.TLSListeners = append(b.facts.TLSListeners, fact)
		f.HTTPSListeners = listed(f.HTTPSListeners, l, known && portKnown, port == 443)
	}
	if !known || protocol == "HTTP" {
		b.facts.PlainListeners = append(b.facts.PlainListeners, fact)
		f.PlainListeners = listed(f.PlainListeners, l, known && portKnown, port == 80)
	}
}

// terminatesTLS: a listener of an application load balancer is for HTTPS then, of a network load balancer for TLS.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html
func terminatesTLS(protocol string) bool { return protocol == "HTTPS" || protocol == "TLS" }

func listed(list model.List[string], l *model.Listener, known, matches bool) model.List[string] {
	switch {
	case !known:
		return list.Broken(because("protocol or port of "+l.ID, l.Protocol, l.Port))
	case matches:
		return list.With(l.ID)
	}
	return list
}

// tlsMinimum reads the oldest TLS version out of a policy's name.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
func (b *builder) tlsMinimum(policy model.Value[string]) model.Value[string] {
	name, ok := policy.Get()
	if !ok {
		return policy
	}
	if m := b.tls.FindStringSubmatch(name); m != nil {
		return model.Known("1." + m[1])
	}
	switch name {
	case "ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-2015-05", "ELBSecurityPolicy-FS-2018-06", "":
		return model.Known("1.0")
	}
	return model.Unknown[string](
		model.Why{Reason: model.Unsupported, Detail: "archcheck does not know the policy " + name},
	)
}

// alias finds the records that alias a load balancer and checks its certificates against their names.
func (b *builder) alias(f *LoadBalancer) {
	f.AliasRecords = gapped(b.Model, model.Whole[string](), "records")
	f.UncoveredNames = gapped(b.Model, model.Whole[string](), "records")
	certificates := b.certificatesOf(f, f.Member)
	for _, r := range b.recordsOf(&f.LoadBalancer) {
		f.AliasRecords = b.answering(f, r)
		name, ok := r.RecordName.Get()
		switch covered, sure := covers(certificates, name); {
		case !ok:
			f.UncoveredNames = f.UncoveredNames.Broken(r.RecordName.Why())
		case !covered && sure:
			f.UncoveredNames = f.UncoveredNames.With(name)
		case !covered:
			f.UncoveredNames = f.UncoveredNames.Broken(certificates.Why())
		}
	}
	if why := b.mayBeAliased(&f.LoadBalancer); why != nil {
		f.AliasRecords, f.UncoveredNames = f.AliasRecords.Broken(*why), f.UncoveredNames.Broken(*why)
	}
	for _, r := range b.Aliases["?"] {
		why := r.AliasTarget.Why()
		why.Detail = r.ID + " may alias it"
		f.AliasRecords, f.UncoveredNames = f.AliasRecords.Broken(why), f.UncoveredNames.Broken(why)
	}
}

// certificatesOf are the names that the certificates of the HTTPS listeners are made for.
func (b *builder) certificatesOf(f *LoadBalancer, member Member) model.List[string] {
	names := gapped(b.Model, model.Whole[string](), "certificates", "listeners")
	for _, l := range b.listened[f.ID] {
		names = model.Union(names, b.certificates(l, member))
	}
	return names
}

// certificates adds the certificates of a listener, and returns the names they are made for.
func (b *builder) certificates(l *model.Listener, member Member) model.List[string] {
	names := model.Whole[string]()
	if l.Protocol.Or("HTTPS") == "HTTP" {
		return names
	}
	to := end{"certificates", "aws_acm_certificate", "the certificate of " + l.ID}
	for _, c := range followAll(b.Index, b.presented(l), b.Certificates, to) {
		b.certificate(c, member)
		names = model.Union(names, c.SubjectAlternativeNames)
		if domain, ok := c.DomainName.Get(); ok {
			names = names.With(domain)
		} else {
			names = names.Broken(c.DomainName.Why())
		}
	}
	return names
}

// presented are the certificates that a listener can present: AWS takes none of another region.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
func (b *builder) presented(l *model.Listener) model.List[string] {
	here := model.Whole[string]()
	for _, id := range l.Certificates.Items() {
		together := model.Known(true)
		if c := b.Certificates[id]; c != nil {
			together = model.Equal(c.Region, l.Region)
		}
		here = joined(here, together, id)
	}
	if !l.Certificates.IsWhole() {
		return here.Broken(l.Certificates.Why())
	}
	return here
}

// covers reports whether a certificate name matches a host, and whether that is sure.
func covers(names model.List[string], host string) (covered, sure bool) {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	for _, name := range names.Items() {
		name = strings.ToLower(name)
		_, parent, _ := strings.Cut(host, ".")
		if name == host || strings.HasPrefix(name, "*.") && name[2:] == parent {
			return true, true
		}
	}
	return false, names.IsWhole()
}

// certificate adds a certificate, unless apply has yet to make it: then there is no status
// and no expiry to judge.
func (b *builder) certificate(c *model.Certificate, member Member) {
	if !b.once("certificates", c.ID, member) {
		return
	}
	if b.Certificates[c.ID] != nil && !c.Status.IsKnown() && c.Status.Why().Reason == model.KnownAfterApply {
		return
	}
	b.facts.Certificates = append(b.facts.Certificates, Certificate{*c, member})
}

// strayListeners adds listeners whose load balancer is not known, or not held by the source:
// silence would pass over them.
func (b *builder) strayListeners() {
	for i := range b.Model.Listeners {
		l := &b.Model.Listeners[i]
		if id, known := l.LoadBalancer.Get(); !known || b.LoadBalancers[id] == nil {
			b.listener(&LoadBalancer{}, l, b.anyOf("load_balancer"))
			b.certificates(l, b.anyOf("load_balancer"))
		}
	}
}
