package read

// findTwins brings each data source to the object that it reads: what is managed says more of it.
func (p *Plans) findTwins() {
	things := map[string]*Instance{}
	for _, data := range []bool{false, true} {
		for _, in := range p.Instances {
			keys := in.identities()
			if in.Data != data || len(keys) == 0 ||
				data && !ReadableAsData(in.Type) && !ReadsOne(CanonicalType(in.Type)) {
				continue
			}
			if data {
				in.Twin = thingOf(in, keys, things)
			}
			if in.Twin == nil {
				for _, key := range keys {
					things[key] = in
				}
			}
		}
	}
}

// thingOf finds what was seen under one of the keys. An id that is a name may be that of
// another object in another region or account: then the ARNs differ.
func thingOf(in *Instance, keys []string, things map[string]*Instance) *Instance {
	for _, key := range keys {
		other := things[key]
		if other == nil {
			continue
		}
		if mine, its := in.OwnARN(), other.OwnARN(); mine == "" || its == "" || mine == its {
			return other
		}
	}
	return nil
}
