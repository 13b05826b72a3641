variable "objects" {
  type = list(object({
    name = string
    port = optional(number)
    more = optional(map(any))
  }))
  default = [{ name = "a", port = "80" }, { name = "b", more = { x = "1" } }]
}

variable "tuple" {
  type    = tuple([string, number, bool])
  default = ["a", "1", "true"]
}

variable "nothing" {
  type     = string
  default  = "given"
  nullable = false
}

resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}

locals {
  id    = aws_vpc.v.id
  set   = toset([local.id, "a", "a"])
  mixed = [1, "2", true]
}

resource "terraform_data" "answer" {
  input = {
    port      = "${local.id}:${var.objects[0].port + 1}"
    no_port   = var.objects[1].port == null ? local.id : "x"
    more      = try(var.objects[1].more.x, "none") == "1" ? local.id : "x"
    tuple     = [for t in var.tuple : "${t}-${local.id}"]
    tuple_sum = "${local.id}-${var.tuple[1] + 1}"
    nothing   = "${var.nothing}-${local.id}"
    set_size  = "${length(setunion(["a"], ["b", "a"]))}-${local.id}"
    mixed     = [for m in tolist(local.mixed) : "${m}-${local.id}"]
    tomap     = tomap({ a = local.id, b = "x" })
    tomap_b   = "${tomap({ a = 1, b = "x" })["a"]}-${local.id}"
    tonumber  = "${tonumber("12") * 2}-${local.id}"
    tobool    = tobool("true") ? local.id : "x"
    type      = can(tonumber("x")) ? "x" : local.id
    list_of   = tolist([local.id, "b"])[0]
    objects   = [for o in var.objects : { name = o.name, id = local.id }]
    intersect = length(setintersection(["a", "b"], ["b"])) == 1 ? local.id : "x"
    subtract  = tolist(setsubtract(["a", "b"], ["b"]))[0] == "a" ? local.id : "x"
    number    = format("%05.2f-%s", 3.14159, local.id)
    escape    = format("%%-%s-%q", local.id, "q")
    cidr      = "${cidrsubnet("10.0.0.0/16", 8, 2)}-${local.id}"
    cidrs     = [for c in cidrsubnets("10.0.0.0/16", 4, 8) : "${c}-${local.id}"]
    host      = "${cidrhost("10.0.0.0/24", 5)}-${cidrnetmask("10.0.0.0/20")}-${local.id}"
    math      = "${ceil(1.2)}-${floor(-1.2)}-${min(3, 1, 2)}-${max([1, 5]...)}-${abs(-2)}-${pow(2, 3)}-${signum(-4)}-${parseint("ff", 16)}-${local.id}"
    time      = "${timeadd("2024-01-01T00:00:00Z", "24h")}-${formatdate("YYYY-MM-DD", "2024-01-02T03:04:05Z")}-${local.id}"
    hash      = "${md5("a")}-${sha1("a")}-${sha256("a")}-${base64sha256("a")}-${uuidv5("dns", "example.com")}-${local.id}"
    url       = "${urlencode("a b&c")}-${local.id}"
    strings   = "${upper("a")}-${title("a b")}-${strrev("abc")}-${trim("?a?", "?")}-${substr("hello", 1, 3)}-${replace("a.b", "/\\./", "-")}-${local.id}"
    regex     = "${regex("a(?P<x>.)", "ab").x}-${length(regexall("a", "aaa"))}-${local.id}"
    csv       = "${csvdecode("a,b\n1,2")[0].b}-${local.id}"
    lookup    = "${lookup({ a = "x" }, "b", "y")}-${local.id}"
    sort      = [for s in sort(["b", "a", "C"]) : "${s}-${local.id}"]
    sum       = "${sum([1, 2.5])}-${local.id}"
    range     = [for n in range(1, 7, 2) : "${n}-${local.id}"]
    textwrap  = "${chomp("a\n")}-${indent(2, "a\nb")}-${trimspace(" a ")}-${join("|", split(",", "a,b"))}-${local.id}"
    base64    = "${base64encode("a")}-${base64decode("YQ==")}-${base64gzip("a") != "" ? "z" : ""}-${local.id}"
    yaml      = "${yamldecode("a: [1, 2]").a[1]}-${replace(yamlencode({ a = 1 }), "\n", ";")}-${local.id}"
    compare   = "${1 == 1.0}-${"1" == 1}-${[1] == [1]}-${local.id}"
    log       = "${log(8, 2)}-${local.id}"
    index     = "${index(["a", "b"], "b")}-${local.id}"
    start     = "${startswith("abc", "ab")}-${endswith("abc", "bc")}-${strcontains("abc", "b")}-${local.id}"
    plan      = "${timecmp("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z")}-${local.id}"
    encode    = "${jsonencode({ b = [1, null, true], a = "<&>" })}-${local.id}"
    base_name = "${basename("a/b.txt")}-${dirname("a/b.txt")}-${local.id}"
  }
}
